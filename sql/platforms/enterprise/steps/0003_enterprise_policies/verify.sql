WITH relations AS (
  SELECT c.oid, c.relname, c.relacl, c.relowner, c.relrowsecurity, c.relforcerowsecurity
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'enterprise' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
), wanted (relation, name, command, role, asks) AS (
  VALUES
    ('organizations', 'members_read', 'r', 'authenticated', 'my_organizations'),
    ('organizations', 'admins_update', 'w', 'authenticated', 'my_administered_organizations'),
    ('organizations', 'sign_up_inserts', 'a', 'platform_owner', 'provisioned_user'),
    ('teams', 'members_read', 'r', 'authenticated', 'my_organizations'),
    ('teams', 'admins_insert', 'a', 'authenticated', 'my_administered_organizations'),
    ('teams', 'admins_update', 'w', 'authenticated', 'my_administered_organizations'),
    ('teams', 'admins_delete', 'd', 'authenticated', 'my_administered_organizations'),
    ('teams', 'departure_reads', 'r', 'platform_owner', 'provisioned_user'),
    ('team_members', 'members_read', 'r', 'authenticated', 'my_organizations'),
    ('team_members', 'admins_insert', 'a', 'authenticated', 'my_administered_organizations'),
    ('team_members', 'admins_update', 'w', 'authenticated', 'my_administered_organizations'),
    ('team_members', 'admins_delete', 'd', 'authenticated', 'my_administered_organizations'),
    ('team_members', 'departure_reads', 'r', 'platform_owner', 'provisioned_user'),
    ('team_members', 'departure_deletes', 'd', 'platform_owner', 'provisioned_user'),
    ('organization_api_keys', 'admins_read', 'r', 'authenticated', 'my_administered_organizations'),
    ('organization_api_keys', 'admins_update', 'w', 'authenticated', 'my_administered_organizations'),
    ('organization_api_keys', 'admins_delete', 'd', 'authenticated', 'my_administered_organizations'),
    ('organization_roles', 'members_read', 'r', 'authenticated', 'my_organizations'),
    ('organization_roles', 'admins_insert', 'a', 'authenticated', 'my_administered_organizations'),
    ('organization_roles', 'admins_update', 'w', 'authenticated', 'my_administered_organizations'),
    ('organization_roles', 'admins_delete', 'd', 'authenticated', 'my_administered_organizations'),
    ('organization_roles', 'own_roles_read', 'r', 'platform_owner', 'auth.uid'),
    ('organization_roles', 'sign_up_inserts', 'a', 'platform_owner', 'provisioned_user'),
    ('user_organization_roles', 'members_read', 'r', 'authenticated', 'my_organizations'),
    ('user_organization_roles', 'admins_update', 'w', 'authenticated', 'my_administered_organizations'),
    ('user_organization_roles', 'admins_delete', 'd', 'authenticated', 'my_administered_organizations'),
    ('user_organization_roles', 'own_membership_read', 'r', 'platform_owner', 'auth.uid'),
    ('user_organization_roles', 'sign_up_inserts', 'a', 'platform_owner', 'provisioned_user')
), policies AS (
  SELECT r.relname, p.polname, p.polcmd::text AS command, p.polpermissive,
    ARRAY(SELECT pg_catalog.pg_get_userbyid(role)::text FROM unnest(p.polroles) AS role WHERE role <> 0 ORDER BY 1) AS roles,
    coalesce(pg_catalog.pg_get_expr(p.polqual, p.polrelid), '') AS qual,
    coalesce(pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), '') AS checks
  FROM pg_catalog.pg_policy p JOIN relations r ON r.oid = p.polrelid
), held AS (
  SELECT r.relname, '' AS columns, pg_catalog.pg_get_userbyid(a.grantee)::text AS role, a.privilege_type
  FROM relations r, LATERAL pg_catalog.aclexplode(r.relacl) AS a WHERE a.grantee <> r.relowner
  UNION ALL
  SELECT r.relname, string_agg(c.attname, ',' ORDER BY c.attnum), pg_catalog.pg_get_userbyid(a.grantee)::text, a.privilege_type
  FROM relations r JOIN pg_catalog.pg_attribute c ON c.attrelid = r.oid, LATERAL pg_catalog.aclexplode(c.attacl) AS a
  GROUP BY r.relname, a.grantee, a.privilege_type
), allowed (relname, columns, role, privileges) AS (
  VALUES
    ('organizations', '', 'authenticated', 'SELECT'), ('organizations', 'display_name', 'authenticated', 'UPDATE'),
    ('teams', '', 'authenticated', 'SELECT INSERT DELETE'),
    ('teams', 'parent_team_id,name,display_name,team_type,description,email,metadata', 'authenticated', 'UPDATE'),
    ('team_members', '', 'authenticated', 'SELECT INSERT DELETE'), ('team_members', 'role', 'authenticated', 'UPDATE'),
    ('organization_api_keys', '', 'authenticated', 'DELETE'),
    ('organization_api_keys', 'key_name,is_default,status', 'authenticated', 'UPDATE'),
    ('organization_api_keys', 'id,organization_id,provider,key_name,is_default,status,created_by,created_at,last_used_at',
      'authenticated', 'SELECT'),
    ('organization_roles', '', 'authenticated', 'SELECT INSERT DELETE'),
    ('organization_roles', 'name,display_name,permissions', 'authenticated', 'UPDATE'),
    ('user_organization_roles', '', 'authenticated', 'SELECT DELETE'),
    ('user_organization_roles', 'role_id', 'authenticated', 'UPDATE')
), due AS (
  SELECT a.relname, a.columns, a.role, p AS privilege_type
  FROM allowed a, unnest(string_to_array(a.privileges, ' ')) AS p
  UNION ALL
  SELECT DISTINCT w.relation, '', 'service_role', p
  FROM wanted w, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p
)
SELECT format('row-level security of enterprise.%I is enabled and forced', r.relname) AS claim
FROM relations r WHERE NOT (r.relrowsecurity AND r.relforcerowsecurity)
UNION ALL
SELECT format('enterprise.%s has the policy %s for %s, and it asks %s', w.relation, w.name, w.role, w.asks)
FROM wanted w
WHERE NOT EXISTS (
  SELECT FROM policies p
  WHERE p.relname = w.relation AND p.polname = w.name AND p.command = w.command AND p.roles = ARRAY[w.role]
    AND p.polpermissive
    AND (w.command = 'a' OR p.qual LIKE '%' || w.asks || '()%')
    AND (w.command NOT IN ('a', 'w') OR p.checks LIKE '%' || w.asks || '()%'))
UNION ALL
SELECT format('nobody has added the policy %I to enterprise.%I', p.polname, p.relname)
FROM policies p
WHERE NOT EXISTS (SELECT FROM wanted w WHERE w.relation = p.relname AND w.name = p.polname)
UNION ALL
SELECT format('%s has %s on enterprise.%s%s', d.role, d.privilege_type, d.relname, ' (' || nullif(d.columns, '') || ')')
FROM (SELECT * FROM due EXCEPT SELECT * FROM held) AS d
UNION ALL
SELECT format('%s has no %s on enterprise.%s%s', h.role, h.privilege_type, h.relname, ' (' || nullif(h.columns, '') || ')')
FROM (SELECT * FROM held EXCEPT SELECT * FROM due) AS h
UNION ALL
SELECT format('%s may%s use schema enterprise', r.rolname, CASE WHEN r.may THEN '' ELSE ' not' END)
FROM (VALUES ('anon', false), ('authenticated', true), ('service_role', true)) AS r (rolname, may)
WHERE pg_catalog.has_schema_privilege(r.rolname, 'enterprise', 'USAGE') <> r.may
ORDER BY 1;
