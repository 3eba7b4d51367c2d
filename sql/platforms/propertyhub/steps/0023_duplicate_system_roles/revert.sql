INSERT INTO public.team_roles
    (id, customer_id, name, description, is_system_role, permissions, can_approve_invoices, approval_limit,
     can_create_invoices, can_manage_projects, can_view_reports, requires_approval_from, created_at, updated_at)
SELECT twin.id, twin.customer_id, twin.name, twin.description, twin.is_system_role, twin.permissions,
       twin.can_approve_invoices, twin.approval_limit, twin.can_create_invoices, twin.can_manage_projects,
       twin.can_view_reports, twin.requires_approval_from, twin.created_at, twin.updated_at
FROM golive_undo.duplicate_system_roles AS twin
ON CONFLICT (id) DO NOTHING;

-- The trigger would stamp the rows with today; while they are walked it stamps nobody's.
ALTER TABLE public.team_members DISABLE TRIGGER update_team_members_updated_at;

WITH gone AS (
    DELETE FROM golive_undo.members_of_duplicate_roles AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id
    RETURNING u.id, u.role_id, u.updated_at
)
UPDATE public.team_members AS m
SET role_id = g.role_id, updated_at = g.updated_at
FROM gone AS g
WHERE m.id = g.id;

ALTER TABLE public.team_members ENABLE TRIGGER update_team_members_updated_at;

DROP TABLE golive_undo.members_of_duplicate_roles;

DROP TABLE golive_undo.duplicate_system_roles;
