DROP TABLE public.approval_history;

DROP TABLE public.invoice_approvals;

DROP TABLE public.invoice_approval_workflows;

ALTER TABLE public.team_members
    DROP COLUMN can_create_invoices,
    DROP COLUMN can_manage_projects,
    DROP COLUMN can_view_reports,
    DROP COLUMN delegate_to,
    DROP COLUMN delegation_start,
    DROP COLUMN delegation_end;

ALTER TABLE public.team_roles
    DROP COLUMN can_create_invoices,
    DROP COLUMN can_manage_projects,
    DROP COLUMN can_view_reports,
    DROP COLUMN requires_approval_from;
