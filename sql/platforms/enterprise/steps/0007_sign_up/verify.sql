SELECT format('enterprise_private.%s runs as platform_owner with its search_path pinned, and nobody may call it', want.name) AS claim
FROM (VALUES ('provision(uuid,text)'), ('provision_profile()'), ('leave_organization()')) AS want (name)
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_proc p
  WHERE p.oid = pg_catalog.to_regprocedure('enterprise_private.' || want.name) AND p.prosecdef
    AND pg_catalog.pg_get_userbyid(p.proowner) = 'platform_owner' AND p.proconfig @> ARRAY['search_path=""']
    AND NOT pg_catalog.has_function_privilege('anon', p.oid, 'EXECUTE')
    AND NOT pg_catalog.has_function_privilege('authenticated', p.oid, 'EXECUTE'))
UNION ALL
SELECT format('trigger %s fires on %s', want.name, want.relation)
FROM (VALUES ('provision_profile', 'public.profiles', 7, false),
  ('leave_organization', 'enterprise.user_organization_roles', 25, true)) AS want (name, relation, timing, deferred)
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_trigger t
  WHERE t.tgrelid = pg_catalog.to_regclass(want.relation) AND t.tgname = want.name AND t.tgenabled = 'O'
    AND t.tgtype = want.timing AND t.tginitdeferred = want.deferred
    AND t.tgfoid = pg_catalog.to_regprocedure('enterprise_private.' || want.name || '()'))
ORDER BY 1;
