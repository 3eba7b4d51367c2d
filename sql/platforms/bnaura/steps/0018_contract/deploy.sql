-- Why: a code is a clinic's own: unique within the clinic and no longer across all of them, where a refused code told one
--   clinic what another has. NOT NULL reads no row, since the validated check implies it. The foreign key without the
--   clinic is superseded by the one with it.
-- Phase: validation
-- Locks: ACCESS EXCLUSIVE on public.customers and public.workflow_states, for the moment of catalog entries
-- Requires: 0017_validate
-- Transaction: one
-- Residue: once two clinics use the same code, uniqueness across all clinics cannot come back: revert then refuses
ALTER TABLE public.customers ALTER COLUMN customer_code SET NOT NULL;
ALTER TABLE public.customers DROP CONSTRAINT customers_customer_code_key;
ALTER TABLE public.workflow_states DROP CONSTRAINT workflow_states_customer_id_fkey;
