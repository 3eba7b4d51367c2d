-- Why: The paid plan is sold from the first day.
-- Phase: seeds
-- Locks: none that blocks
-- Requires: 0001_plan_limit
-- Transaction: one

INSERT INTO public.plans (name, max_notes) VALUES ('paid', 1000);
