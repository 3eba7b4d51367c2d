DELETE FROM public.team_roles AS r
WHERE r.id IN ('role-owner', 'role-finance-manager', 'role-project-manager', 'role-accountant', 'role-viewer')
  AND NOT EXISTS (SELECT FROM golive_undo.system_roles AS was WHERE was.id = r.id);

-- The trigger would stamp the rows with today.
ALTER TABLE public.team_roles DISABLE TRIGGER update_team_roles_updated_at;

UPDATE public.team_roles AS r
SET customer_id = was.customer_id, name = was.name, description = was.description, is_system_role = was.is_system_role,
    can_approve_invoices = was.can_approve_invoices, approval_limit = was.approval_limit,
    can_create_invoices = was.can_create_invoices, can_manage_projects = was.can_manage_projects,
    can_view_reports = was.can_view_reports, permissions = was.permissions, updated_at = was.updated_at
FROM golive_undo.system_roles AS was
WHERE r.id = was.id;

ALTER TABLE public.team_roles ENABLE TRIGGER update_team_roles_updated_at;

DROP TABLE golive_undo.system_roles;
