WITH columns (relation, name, type, required) AS (
  VALUES
    ('organizations', 'id', 'uuid', true), ('organizations', 'name', 'text', true),
    ('organizations', 'display_name', 'text', true), ('organizations', 'domain', 'text', false),
    ('organizations', 'plan_type', 'text', true), ('organizations', 'max_users', 'integer', true),
    ('organizations', 'status', 'text', true), ('organizations', 'settings', 'jsonb', true),
    ('teams', 'id', 'uuid', true), ('teams', 'organization_id', 'uuid', true),
    ('teams', 'parent_team_id', 'uuid', false), ('teams', 'name', 'text', true), ('teams', 'team_type', 'text', true),
    ('team_members', 'team_id', 'uuid', true), ('team_members', 'user_id', 'uuid', true),
    ('team_members', 'role', 'text', true),
    ('organization_api_keys', 'organization_id', 'uuid', true), ('organization_api_keys', 'provider', 'text', true),
    ('organization_api_keys', 'encrypted_key', 'text', true), ('organization_api_keys', 'encryption_iv', 'text', false),
    ('organization_api_keys', 'encryption_auth_tag', 'text', false),
    ('organization_roles', 'organization_id', 'uuid', true), ('organization_roles', 'name', 'text', true),
    ('organization_roles', 'permissions', 'jsonb', true), ('organization_roles', 'is_default', 'boolean', true),
    ('user_organization_roles', 'user_id', 'uuid', true),
    ('user_organization_roles', 'organization_id', 'uuid', true), ('user_organization_roles', 'role_id', 'uuid', true),
    ('user_organization_roles', 'assigned_by', 'uuid', false)
), keys (relation, columns, target, action) AS (
  VALUES
    ('teams', 'organization_id', 'enterprise.organizations', 'c'),
    ('teams', 'parent_team_id,organization_id', 'enterprise.teams', 'n'),
    ('team_members', 'team_id', 'enterprise.teams', 'c'), ('team_members', 'user_id', 'auth.users', 'c'),
    ('organization_api_keys', 'organization_id', 'enterprise.organizations', 'c'),
    ('organization_api_keys', 'created_by', 'auth.users', 'n'),
    ('organization_roles', 'organization_id', 'enterprise.organizations', 'c'),
    ('user_organization_roles', 'user_id', 'auth.users', 'c'),
    ('user_organization_roles', 'organization_id', 'enterprise.organizations', 'c'),
    ('user_organization_roles', 'role_id,organization_id', 'enterprise.organization_roles', 'c'),
    ('user_organization_roles', 'assigned_by', 'auth.users', 'n')
), uniques (relation, columns, partial) AS (
  VALUES
    ('organizations', 'name', false), ('teams', 'organization_id,name', false),
    ('team_members', 'team_id,user_id', false), ('organization_roles', 'organization_id,name', false),
    ('user_organization_roles', 'user_id,organization_id,role_id', false),
    ('organization_api_keys', 'organization_id,provider', true)
), relations AS (
  SELECT c.oid, c.relname, c.relowner
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'enterprise' AND c.relkind = 'r'
), foreign_keys AS (
  SELECT k.oid, k.conrelid, r.relname, k.confdeltype, fn.nspname || '.' || f.relname AS target, k.conkey,
    (SELECT string_agg(a.attname, ',' ORDER BY x.place)
     FROM unnest(k.conkey) WITH ORDINALITY AS x (number, place)
     JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.number) AS columns
  FROM pg_catalog.pg_constraint k
  JOIN relations r ON r.oid = k.conrelid
  JOIN pg_catalog.pg_class f ON f.oid = k.confrelid
  JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
  WHERE k.contype = 'f' AND k.convalidated
), indexes AS (
  SELECT i.indrelid, r.relname, i.indisunique, i.indpred IS NOT NULL AS partial, i.indkey,
    (SELECT string_agg(a.attname, ',' ORDER BY x.place)
     FROM unnest(i.indkey::smallint[]) WITH ORDINALITY AS x (number, place)
     JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = x.number) AS columns
  FROM pg_catalog.pg_index i JOIN relations r ON r.oid = i.indrelid
  WHERE i.indisvalid AND i.indisready
)
SELECT 'schema ' || want.name || ' exists and is platform_owner''s' AS claim
FROM (VALUES ('enterprise'), ('enterprise_private')) AS want (name)
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_namespace n
  WHERE n.nspname = want.name AND pg_catalog.pg_get_userbyid(n.nspowner) = 'platform_owner')
UNION ALL
SELECT 'schema golive_undo exists'
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = 'golive_undo')
UNION ALL
SELECT format('enterprise.%s.%s is %s%s', c.relation, c.name, c.type, CASE WHEN c.required THEN ' and required' ELSE '' END)
FROM columns c
WHERE NOT EXISTS (
  SELECT FROM relations r JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND NOT a.attisdropped
  WHERE r.relname = c.relation AND a.attname = c.name AND a.attnotnull = c.required
    AND pg_catalog.format_type(a.atttypid, a.atttypmod) = c.type)
UNION ALL
SELECT format('enterprise.%I belongs to platform_owner', r.relname) FROM relations r
WHERE pg_catalog.pg_get_userbyid(r.relowner) <> 'platform_owner'
UNION ALL
SELECT format('enterprise.%s (%s) refers to %s with the action %s', k.relation, k.columns, k.target, k.action)
FROM keys k
WHERE NOT EXISTS (
  SELECT FROM foreign_keys f
  WHERE f.relname = k.relation AND f.columns = k.columns AND f.target = k.target AND f.confdeltype::text = k.action)
UNION ALL
SELECT format('the foreign key enterprise.%s (%s) has an index', f.relname, f.columns)
FROM foreign_keys f
WHERE NOT EXISTS (
  SELECT FROM indexes i
  WHERE i.indrelid = f.conrelid AND NOT i.partial
    AND (i.columns = f.columns OR i.columns LIKE f.columns || ',%'))
UNION ALL
SELECT format('enterprise.%s (%s) is unique', u.relation, u.columns)
FROM uniques u
WHERE NOT EXISTS (
  SELECT FROM indexes i
  WHERE i.relname = u.relation AND i.columns = u.columns AND i.indisunique AND i.partial = u.partial)
UNION ALL
SELECT format('index enterprise.%I exists and is valid', want.name)
FROM (VALUES ('idx_teams_org'), ('idx_teams_parent'), ('idx_team_members_team'), ('idx_team_members_user'),
  ('idx_api_keys_org'), ('idx_user_org_roles_user'), ('idx_user_org_roles_org')) AS want (name)
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'enterprise' AND c.relname = want.name AND i.indisvalid)
UNION ALL
SELECT format('the check enterprise.%s.%s stands and is validated', want.relation, want.name)
FROM (VALUES ('organizations', 'organizations_name_form'), ('teams', 'teams_no_self_parent'),
  ('organization_api_keys', 'organization_api_keys_sealed')) AS want (relation, name)
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_constraint k JOIN relations r ON r.oid = k.conrelid
  WHERE r.relname = want.relation AND k.conname = want.name AND k.contype = 'c' AND k.convalidated)
UNION ALL
SELECT format('there is the record %s for the revert', want.name)
FROM (VALUES ('golive_undo.enterprise_missing_profiles'), ('golive_undo.enterprise_linked_profiles'),
  ('golive_undo.enterprise_made_since')) AS want (name)
WHERE pg_catalog.to_regclass(want.name) IS NULL
ORDER BY 1;
