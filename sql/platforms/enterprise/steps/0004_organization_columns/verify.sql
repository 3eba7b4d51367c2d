WITH wanted (namespace, relation, guard) AS (
  VALUES ('public', 'profiles', 'check_profile_organization'),
    ('github_module', 'github_app_installations', 'adopt_installation')
), found AS (
  SELECT w.*, c.oid FROM wanted w
  LEFT JOIN (pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace)
    ON n.nspname = w.namespace AND c.relname = w.relation
)
SELECT format('%s.%s.organization_id is a uuid', f.namespace, f.relation) AS claim
FROM found f
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_attribute a
  WHERE a.attrelid = f.oid AND a.attname = 'organization_id' AND a.atttypid = 'uuid'::regtype)
UNION ALL
SELECT format('%s.%s (organization_id) refers to enterprise.organizations', f.namespace, f.relation)
FROM found f
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
  WHERE k.conrelid = f.oid AND k.contype = 'f' AND a.attname = 'organization_id'
    AND k.confrelid = pg_catalog.to_regclass('enterprise.organizations') AND k.confdeltype = 'a')
UNION ALL
SELECT format('trigger %s guards %s.%s before rows are written', f.guard, f.namespace, f.relation)
FROM found f
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_trigger t
  WHERE t.tgrelid = f.oid AND t.tgname = f.guard AND t.tgenabled = 'O' AND t.tgtype = 23
    AND t.tgfoid = pg_catalog.to_regprocedure('enterprise_private.' || f.guard || '()'))
UNION ALL
SELECT format('enterprise_private.%s is platform_owner''s, with its search_path pinned, and nobody may call it', f.guard)
FROM found f
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_proc p
  WHERE p.oid = pg_catalog.to_regprocedure('enterprise_private.' || f.guard || '()') AND NOT p.prosecdef
    AND pg_catalog.pg_get_userbyid(p.proowner) = 'platform_owner' AND p.proconfig @> ARRAY['search_path=""']
    AND NOT pg_catalog.has_function_privilege('anon', p.oid, 'EXECUTE'))
ORDER BY 1;
