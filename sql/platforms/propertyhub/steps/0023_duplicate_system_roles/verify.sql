SELECT pg_catalog.format('the system role %s stands there once', r.name)
FROM public.team_roles AS r
WHERE r.customer_id IS NULL
GROUP BY r.name
HAVING pg_catalog.count(*) > 1
UNION ALL
SELECT 'the roles that stood there twice and their members are kept'
WHERE pg_catalog.to_regclass('golive_undo.duplicate_system_roles') IS NULL
   OR pg_catalog.to_regclass('golive_undo.members_of_duplicate_roles') IS NULL;
