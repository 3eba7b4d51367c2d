WITH functions AS (
  SELECT p.proname, p.prosecdef, p.provolatile::text AS volatility, p.proconfig, p.proacl,
    pg_catalog.pg_get_userbyid(p.proowner) AS owner, p.oid
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = 'enterprise_private'
), wanted (name, definer, volatility) AS (
  VALUES ('my_organizations', true, 's'), ('my_administered_organizations', true, 's'), ('provisioned_user', false, 's'),
    ('touch_updated_at', false, 'v'), ('create_admin_role', false, 'v'), ('check_team_hierarchy', false, 'v'),
    ('check_team_member', false, 'v')
)
SELECT format('enterprise_private.%s exists, is platform_owner''s, volatility %s, security definer %s', w.name, w.volatility, w.definer)
  AS claim
FROM wanted w
WHERE NOT EXISTS (
  SELECT FROM functions f
  WHERE f.proname = w.name AND f.prosecdef = w.definer AND f.volatility = w.volatility AND f.owner = 'platform_owner')
UNION ALL
SELECT format('enterprise_private.%s has its search_path pinned', f.proname) FROM functions f
WHERE NOT coalesce(f.proconfig @> ARRAY['search_path=""'], false)
UNION ALL
SELECT format('%s may%s call enterprise_private.%s', r.rolname, CASE WHEN want.may THEN '' ELSE ' not' END, f.proname)
FROM functions f
JOIN wanted w ON w.name = f.proname
CROSS JOIN (VALUES ('anon'), ('authenticated')) AS r (rolname)
CROSS JOIN LATERAL (SELECT r.rolname = 'authenticated' AND f.prosecdef AND f.volatility = 's' AS may) AS want
WHERE pg_catalog.has_function_privilege(r.rolname, f.oid, 'EXECUTE') <> want.may
UNION ALL
SELECT format('trigger %s fires on enterprise.%s', want.name, want.relation)
FROM (VALUES ('create_admin_role', 'organizations'), ('check_team_hierarchy', 'teams'), ('check_team_member', 'team_members'),
  ('touch_updated_at', 'organizations'), ('touch_updated_at', 'teams'), ('touch_updated_at', 'team_members'),
  ('touch_updated_at', 'organization_roles')) AS want (name, relation)
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN functions f ON f.oid = t.tgfoid
  WHERE n.nspname = 'enterprise' AND c.relname = want.relation AND t.tgname = want.name AND f.proname = want.name
    AND t.tgenabled = 'O')
UNION ALL
SELECT format('organization %s has its Admin role with every permission', o.id)
FROM enterprise.organizations o
WHERE NOT EXISTS (
  SELECT FROM enterprise.organization_roles r
  WHERE r.organization_id = o.id AND r.name = 'Admin' AND r.is_default AND r.permissions @> '["*"]'::jsonb)
ORDER BY 1;
