-- Why: a commission names the workflow it came from. The runbook's ADD COLUMN … REFERENCES checks the whole table under
--   its lock; here the key is added NOT VALID and validated in a later step. It also hid an existing column of another
--   type behind IF NOT EXISTS: here that is an error.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on public.sales_commissions and SHARE ROW EXCLUSIVE on public.workflow_states, both brief
-- Requires: nothing
-- Transaction: one
-- Loses: SELECT count(*) FROM public.sales_commissions WHERE workflow_id IS NOT NULL
ALTER TABLE public.sales_commissions ADD COLUMN workflow_id uuid;
ALTER TABLE public.sales_commissions ADD CONSTRAINT sales_commissions_workflow_id_fkey
    FOREIGN KEY (workflow_id) REFERENCES public.workflow_states (id) NOT VALID;
