SELECT format('organization %s has a role Member that is no administrator', o.id) AS claim
FROM enterprise.organizations o
WHERE NOT EXISTS (
  SELECT FROM enterprise.organization_roles r
  WHERE r.organization_id = o.id AND r.name = 'Member' AND NOT r.permissions @> '["*"]'::jsonb)
UNION ALL
SELECT 'a new organization gets its role Member'
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_trigger t
  WHERE t.tgrelid = pg_catalog.to_regclass('enterprise.organizations') AND t.tgenabled = 'O' AND t.tgtype = 5
    AND t.tgfoid = pg_catalog.to_regprocedure('enterprise_private.create_member_role()'))
UNION ALL
SELECT 'enterprise_private.create_member_role is platform_owner''s, with its search_path pinned, and nobody may call it'
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_proc p
  WHERE p.oid = pg_catalog.to_regprocedure('enterprise_private.create_member_role()') AND NOT p.prosecdef
    AND pg_catalog.pg_get_userbyid(p.proowner) = 'platform_owner' AND p.proconfig @> ARRAY['search_path=""']
    AND NOT pg_catalog.has_function_privilege('anon', p.oid, 'EXECUTE'))
UNION ALL
SELECT 'it is on record which roles this step has made'
WHERE pg_catalog.to_regclass('golive_undo.enterprise_member_roles') IS NULL
ORDER BY 1;
