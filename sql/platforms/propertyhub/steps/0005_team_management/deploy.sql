-- Why: Production missed this migration: the flags of roles and members, delegation, and the three tables of invoice approval.
--   The runbook force-applies a file by psql, which leaves no row in the history; here the migration and its row are
--   one transaction.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on team_members and team_roles; the foreign key on the new, empty column scans team_members
-- Requires: nothing
-- Transaction: one
-- Allows: validated: the column is new and empty, and Prisma's file is run as it is: one scan of team_members finds nothing to look up
-- Migration: 20250110090000_team_management_and_approvals
-- Loses: SELECT (SELECT count(*) FROM public.invoice_approval_workflows) + (SELECT count(*) FROM public.invoice_approvals)
--   + (SELECT count(*) FROM public.approval_history) + (SELECT count(*) FROM public.team_members WHERE delegate_to IS NOT NULL
--   OR can_create_invoices OR can_manage_projects OR can_view_reports) + (SELECT count(*) FROM public.team_roles
--   WHERE customer_id IS NOT NULL AND (can_create_invoices OR can_manage_projects OR can_view_reports))

ALTER TABLE public.approval_history OWNER TO propertyhub_owner;

ALTER TABLE public.invoice_approval_workflows OWNER TO propertyhub_owner;

ALTER TABLE public.invoice_approvals OWNER TO propertyhub_owner;

GRANT SELECT, INSERT, UPDATE, DELETE
    ON public.approval_history, public.invoice_approval_workflows, public.invoice_approvals TO propertyhub_app;
