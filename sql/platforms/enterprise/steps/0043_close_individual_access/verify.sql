WITH relations AS (
  SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name, c.relacl, c.relowner, c.relrowsecurity, c.relforcerowsecurity
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE (n.nspname, c.relname) IN (('public', 'profiles'), ('github_module', 'github_app_installations'))
), wanted (relation, name, command, role, asks) AS (
  VALUES
    ('public.profiles', 'members_read', 'r', 'authenticated', 'my_organizations'),
    ('public.profiles', 'own_update', 'w', 'authenticated', 'my_organizations'),
    ('public.profiles', 'sign_up_inserts', 'a', 'platform_owner', 'provisioned_user'),
    ('public.profiles', 'departure_reads', 'r', 'platform_owner', 'provisioned_user'),
    ('public.profiles', 'departure_updates', 'w', 'platform_owner', 'provisioned_user'),
    ('github_module.github_app_installations', 'members_read', 'r', 'authenticated', 'my_organizations'),
    ('github_module.github_app_installations', 'own_insert', 'a', 'authenticated', 'my_organizations'),
    ('github_module.github_app_installations', 'own_delete', 'd', 'authenticated', 'my_administered_organizations')
), policies AS (
  SELECT r.name AS relation, p.polname, p.polcmd::text AS command,
    ARRAY(SELECT CASE WHEN role = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(role)::text END
          FROM unnest(p.polroles) AS role ORDER BY 1) AS roles,
    coalesce(pg_catalog.pg_get_expr(p.polqual, p.polrelid), '') AS qual,
    coalesce(pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), '') AS checks
  FROM pg_catalog.pg_policy p JOIN relations r ON r.oid = p.polrelid
), held AS (
  SELECT r.name, '' AS columns, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(a.grantee)::text END AS role,
    a.privilege_type
  FROM relations r, LATERAL pg_catalog.aclexplode(r.relacl) AS a WHERE a.grantee <> r.relowner
  UNION ALL
  SELECT r.name, c.attname::text, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(a.grantee)::text END,
    a.privilege_type
  FROM relations r JOIN pg_catalog.pg_attribute c ON c.attrelid = r.oid, LATERAL pg_catalog.aclexplode(c.attacl) AS a
), due AS (
  SELECT a.relation, a.columns, a.role, p AS privilege_type
  FROM (VALUES
    ('public.profiles', '', 'authenticated', 'SELECT'), ('public.profiles', 'organization_id', 'authenticated', 'UPDATE'),
    ('github_module.github_app_installations', '', 'authenticated', 'SELECT INSERT DELETE'),
    ('public.profiles', '', 'service_role', 'SELECT INSERT UPDATE DELETE'),
    ('github_module.github_app_installations', '', 'service_role', 'SELECT INSERT UPDATE DELETE'))
    AS a (relation, columns, role, privileges),
    unnest(string_to_array(a.privileges, ' ')) AS p
)
SELECT format('row-level security of %s is enabled and forced', r.name) AS claim
FROM relations r WHERE NOT (r.relrowsecurity AND r.relforcerowsecurity)
UNION ALL
SELECT format('%s has the policy %s for %s, and it asks %s', w.relation, w.name, w.role, w.asks)
FROM wanted w
WHERE NOT EXISTS (
  SELECT FROM policies p
  WHERE p.relation = w.relation AND p.polname = w.name AND p.command = w.command AND p.roles = ARRAY[w.role]
    AND (w.command = 'a' OR p.qual LIKE '%' || w.asks || '()%')
    AND (w.command NOT IN ('a', 'w') OR p.checks LIKE '%' || w.asks || '()%'))
UNION ALL
SELECT format('%s has no policy %I', p.relation, p.polname)
FROM policies p
WHERE NOT EXISTS (SELECT FROM wanted w WHERE w.relation = p.relation AND w.name = p.polname)
UNION ALL
SELECT format('%s has %s on %s%s', d.role, d.privilege_type, d.relation, ' (' || nullif(d.columns, '') || ')')
FROM (SELECT * FROM due EXCEPT SELECT * FROM held) AS d
UNION ALL
SELECT format('%s has no %s on %s%s', h.role, h.privilege_type, h.name, ' (' || nullif(h.columns, '') || ')')
FROM (SELECT * FROM held EXCEPT SELECT * FROM due) AS h
UNION ALL
SELECT 'anon may not use schema github_module'
WHERE pg_catalog.has_schema_privilege('anon', 'github_module', 'USAGE')
UNION ALL
SELECT 'nobody may call public.create_profile_for_new_user()'
WHERE pg_catalog.has_function_privilege('anon', 'public.create_profile_for_new_user()', 'EXECUTE')
UNION ALL
SELECT format('it is on record what stood before: %s', want.name)
FROM (VALUES ('golive_undo.enterprise_policies'), ('golive_undo.enterprise_access')) AS want (name)
WHERE pg_catalog.to_regclass(want.name) IS NULL
ORDER BY 1;
