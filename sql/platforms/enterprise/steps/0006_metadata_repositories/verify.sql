WITH relation AS (
  SELECT c.* FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass('metadata.repositories')
)
SELECT 'metadata.repositories is a table of platform_owner with row-level security enabled and forced' AS claim
WHERE NOT EXISTS (
  SELECT FROM relation r
  WHERE r.relkind = 'r' AND r.relrowsecurity AND r.relforcerowsecurity
    AND pg_catalog.pg_get_userbyid(r.relowner) = 'platform_owner')
UNION ALL
SELECT format('metadata.repositories.%s is %s and %s', want.name, want.type, CASE WHEN want.required THEN 'required' ELSE 'optional' END)
FROM (VALUES ('id', 'uuid', true), ('organization_id', 'uuid', true), ('connector_id', 'uuid', false), ('path', 'text', true),
  ('name', 'text', true), ('type', 'text', true), ('updated_at', 'timestamp with time zone', true)) AS want (name, type, required)
WHERE NOT EXISTS (
  SELECT FROM relation r JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid
  WHERE a.attname = want.name AND a.attnotnull = want.required AND pg_catalog.format_type(a.atttypid, a.atttypmod) = want.type)
UNION ALL
SELECT 'metadata.repositories (organization_id) refers to enterprise.organizations, deleted with it'
WHERE NOT EXISTS (
  SELECT FROM relation r JOIN pg_catalog.pg_constraint k ON k.conrelid = r.oid
  WHERE k.contype = 'f' AND k.confrelid = pg_catalog.to_regclass('enterprise.organizations') AND k.confdeltype = 'c')
UNION ALL
SELECT format('metadata.repositories has the index on (%s)', want.columns)
FROM (VALUES ('(organization_id)', false), ('(organization_id, path)', true)) AS want (columns, is_unique)
WHERE NOT EXISTS (
  SELECT FROM relation r JOIN pg_catalog.pg_index i ON i.indrelid = r.oid
  WHERE i.indisvalid AND i.indisunique = want.is_unique
    AND pg_catalog.pg_get_indexdef(i.indexrelid) LIKE '% USING btree ' || want.columns)
UNION ALL
SELECT 'updated_at of metadata.repositories moves'
WHERE NOT EXISTS (
  SELECT FROM relation r JOIN pg_catalog.pg_trigger t ON t.tgrelid = r.oid
  WHERE t.tgenabled = 'O' AND t.tgfoid = pg_catalog.to_regprocedure('enterprise_private.touch_updated_at()'))
UNION ALL
SELECT format('policy %s of metadata.repositories is for authenticated alone and asks %s', want.name, want.asks)
FROM (VALUES ('members_read', 'r', 'my_organizations'), ('admins_insert', 'a', 'my_administered_organizations'),
  ('admins_update', 'w', 'my_administered_organizations'), ('admins_delete', 'd', 'my_administered_organizations'))
  AS want (name, command, asks)
WHERE NOT EXISTS (
  SELECT FROM relation r JOIN pg_catalog.pg_policy p ON p.polrelid = r.oid
  WHERE p.polname = want.name AND p.polcmd::text = want.command
    AND p.polroles = ARRAY['authenticated'::regrole::oid]
    AND coalesce(pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))
      LIKE '%' || want.asks || '()%')
UNION ALL
SELECT format('nobody has added the policy %I to metadata.repositories', p.polname)
FROM relation r JOIN pg_catalog.pg_policy p ON p.polrelid = r.oid
WHERE p.polname NOT IN ('members_read', 'admins_insert', 'admins_update', 'admins_delete')
UNION ALL
SELECT format('%s may%s %s metadata.repositories', want.role, CASE WHEN want.may THEN '' ELSE ' not' END, want.privilege)
FROM (VALUES ('anon', 'SELECT', false), ('authenticated', 'SELECT', true), ('authenticated', 'INSERT', true),
  ('authenticated', 'DELETE', true), ('authenticated', 'UPDATE', false), ('authenticated', 'TRUNCATE', false),
  ('service_role', 'SELECT', true), ('service_role', 'UPDATE', true)) AS want (role, privilege, may)
LEFT JOIN relation r ON true
WHERE pg_catalog.has_table_privilege(want.role, r.oid, want.privilege) IS DISTINCT FROM want.may
UNION ALL
SELECT 'authenticated may not move a repository to another organization'
FROM relation r
WHERE pg_catalog.has_column_privilege('authenticated', r.oid, 'organization_id', 'UPDATE')
ORDER BY 1;
