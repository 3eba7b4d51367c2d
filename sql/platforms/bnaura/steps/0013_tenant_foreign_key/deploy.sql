-- Why: foreign keys are checked past row security, so a workflow of one clinic could name a customer of another. The key now
--   carries the clinic; it is validated later, and the one without the clinic goes after that.
-- Phase: schema
-- Locks: SHARE ROW EXCLUSIVE on public.workflow_states and public.customers, brief
-- Requires: 0005_foreign_key_indexes
-- Transaction: one
ALTER TABLE public.workflow_states ADD CONSTRAINT workflow_states_clinic_customer_fkey
    FOREIGN KEY (clinic_id, customer_id) REFERENCES public.customers (clinic_id, id) ON DELETE CASCADE NOT VALID;
