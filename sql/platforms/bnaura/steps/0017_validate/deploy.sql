-- Why: the three constraints added without looking at the rows look at them now, while everybody reads and writes.
-- Phase: validation
-- Locks: SHARE UPDATE EXCLUSIVE on public.customers, public.sales_commissions and public.workflow_states, ROW SHARE on what
--   they refer to: none that blocks
-- Requires: 0004_commission_workflow, 0013_tenant_foreign_key, 0016_customer_code_check
-- Transaction: one
ALTER TABLE public.customers VALIDATE CONSTRAINT customers_customer_code_present;
ALTER TABLE public.sales_commissions VALIDATE CONSTRAINT sales_commissions_workflow_id_fkey;
ALTER TABLE public.workflow_states VALIDATE CONSTRAINT workflow_states_clinic_customer_fkey;
