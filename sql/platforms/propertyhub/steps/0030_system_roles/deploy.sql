-- Why: The five system roles with their flags and permission matrices. The tool's migrations set none of the flags, so that an
--   Owner could create nothing; one of the runbook's files let the Finance Manager approve without limit (it is 50000), a
--   later one let the Project Manager create invoices (he may not). Counting five rows sees none of this.
-- Phase: seeds
-- Locks: none that blocks
-- Requires: 0001_undo_schema, 0009_updated_at_triggers, 0023_duplicate_system_roles
-- Transaction: one

CREATE TABLE golive_undo.system_roles AS
SELECT r.*
FROM public.team_roles AS r
WHERE r.id IN ('role-owner', 'role-finance-manager', 'role-project-manager', 'role-accountant', 'role-viewer');

INSERT INTO public.team_roles AS r
    (id, customer_id, name, description, is_system_role, can_approve_invoices, approval_limit,
     can_create_invoices, can_manage_projects, can_view_reports, permissions)
VALUES
    ('role-owner', NULL, 'Owner', 'Full access to everything', true, true, NULL, true, true, true,
     '{"all": true}'),
    ('role-finance-manager', NULL, 'Finance Manager', 'Manages invoices, payments and budgets', true, true, 50000, true, false, true,
     '{"invoices": ["view", "create", "edit", "approve"], "payments": ["view", "create"], "budgets": ["view", "edit"], "reports": ["view", "export"]}'),
    ('role-project-manager', NULL, 'Project Manager', 'Runs projects and their expenses', true, false, 1000000, false, true, true,
     '{"projects": ["view", "create", "edit"], "expenses": ["view", "create"], "purchase_orders": ["view", "create"], "reports": ["view"]}'),
    ('role-accountant', NULL, 'Accountant', 'Books invoices and payments', true, false, NULL, true, false, true,
     '{"invoices": ["view", "create", "edit"], "payments": ["view", "create"], "reports": ["view", "export"]}'),
    ('role-viewer', NULL, 'Viewer', 'Reads, changes nothing', true, false, NULL, false, false, true,
     '{"projects": ["view"], "invoices": ["view"], "reports": ["view"]}')
ON CONFLICT (id) DO UPDATE SET
    customer_id = EXCLUDED.customer_id, name = EXCLUDED.name, description = EXCLUDED.description,
    is_system_role = EXCLUDED.is_system_role, can_approve_invoices = EXCLUDED.can_approve_invoices,
    approval_limit = EXCLUDED.approval_limit, can_create_invoices = EXCLUDED.can_create_invoices,
    can_manage_projects = EXCLUDED.can_manage_projects, can_view_reports = EXCLUDED.can_view_reports,
    permissions = EXCLUDED.permissions;
