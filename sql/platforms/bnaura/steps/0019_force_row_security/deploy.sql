-- Why: without FORCE the owner of the tables, and with it every function that runs as the owner, sees all clinics. Contract:
--   the policies this rests on stand since earlier steps.
-- Phase: validation
-- Locks: ACCESS EXCLUSIVE on the nine tables in alphabetical order, for the moment of catalog entries
-- Requires: 0009_policies_people, 0010_policies_customers, 0011_policies_workflow
-- Transaction: one
-- Lock-Timeout: 200ms
ALTER TABLE public.clinic_staff FORCE ROW LEVEL SECURITY;
ALTER TABLE public.clinics FORCE ROW LEVEL SECURITY;
ALTER TABLE public.customers FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sales_commissions FORCE ROW LEVEL SECURITY;
ALTER TABLE public.task_queue FORCE ROW LEVEL SECURITY;
ALTER TABLE public.users FORCE ROW LEVEL SECURITY;
ALTER TABLE public.workflow_actions FORCE ROW LEVEL SECURITY;
ALTER TABLE public.workflow_events FORCE ROW LEVEL SECURITY;
ALTER TABLE public.workflow_states FORCE ROW LEVEL SECURITY;
