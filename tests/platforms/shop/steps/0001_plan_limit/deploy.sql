-- Why: A plan says how many notes it allows; without the column the application refuses to start.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on plans for an instant
-- Requires: nothing
-- Transaction: one

ALTER TABLE public.plans ADD COLUMN max_notes integer;
UPDATE public.plans SET max_notes = 10 WHERE name = 'free';
ALTER TABLE public.plans ADD CONSTRAINT plans_max_notes_check CHECK (max_notes > 0);
