-- Why: the runbook builds its index while commissions are locked against writing. Built without blocking here, and with it
--   the indexes that other foreign keys lack: without them each DELETE of a user, customer or workflow reads whole tables.
--   Two more carry the tenant key: (clinic_id, id) of customers, so that a workflow can only refer to a customer of its own
--   clinic, and the side that refers to it.
-- Phase: schema
-- Locks: none that blocks (SHARE UPDATE EXCLUSIVE on each table in turn)
-- Requires: 0004_commission_workflow
-- Transaction: none
CREATE INDEX CONCURRENTLY idx_sales_commissions_workflow_id ON public.sales_commissions (workflow_id);
CREATE INDEX CONCURRENTLY idx_sales_commissions_customer_id ON public.sales_commissions (customer_id);
CREATE INDEX CONCURRENTLY idx_clinics_owner_user_id ON public.clinics (owner_user_id);
CREATE INDEX CONCURRENTLY idx_task_queue_workflow_id ON public.task_queue (workflow_id);
CREATE INDEX CONCURRENTLY idx_workflow_actions_performed_by ON public.workflow_actions (performed_by);
CREATE INDEX CONCURRENTLY idx_workflow_states_assigned_beautician_id ON public.workflow_states (assigned_beautician_id);
CREATE INDEX CONCURRENTLY idx_workflow_states_clinic_customer ON public.workflow_states (clinic_id, customer_id);
CREATE UNIQUE INDEX CONCURRENTLY customers_clinic_id_id_key ON public.customers (clinic_id, id);
