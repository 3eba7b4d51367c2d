-- Flags in the order approve, create invoices, manage projects, view reports.
WITH wanted(name, flags, approval_limit, areas) AS (VALUES
    ('Owner', 'tttt', NULL::numeric, 'all'),
    ('Finance Manager', 'ttft', 50000, 'budgets invoices payments reports'),
    ('Project Manager', 'fftt', 1000000, 'expenses projects purchase_orders reports'),
    ('Accountant', 'ftft', NULL, 'invoices payments reports'),
    ('Viewer', 'ffft', NULL, 'invoices projects reports')
), found AS (
    SELECT r.name, r.approval_limit,
           pg_catalog.left(r.can_approve_invoices::text, 1) || pg_catalog.left(r.can_create_invoices::text, 1)
           || pg_catalog.left(r.can_manage_projects::text, 1) || pg_catalog.left(r.can_view_reports::text, 1) AS flags,
           (SELECT pg_catalog.string_agg(area, ' ' ORDER BY area COLLATE "C") FROM pg_catalog.jsonb_object_keys(r.permissions) AS area) AS areas
    FROM public.team_roles AS r
    WHERE r.customer_id IS NULL AND r.is_system_role
)
SELECT pg_catalog.format('the system role %s stands there once, with its flags, its limit and its permissions', w.name)
FROM wanted AS w
WHERE (SELECT pg_catalog.count(*) FROM found AS f
       WHERE f.name = w.name AND f.flags = w.flags AND f.areas = w.areas
         AND f.approval_limit IS NOT DISTINCT FROM w.approval_limit) <> 1
UNION ALL
SELECT 'the roles as they were found are kept'
WHERE pg_catalog.to_regclass('golive_undo.system_roles') IS NULL;
