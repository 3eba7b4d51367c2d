SELECT format('%s has the valid index %s on (%s)', want.relation, want.name, want.columns) AS claim
FROM (VALUES
  ('public.profiles', 'idx_profiles_org', 'organization_id'),
  ('github_module.github_app_installations', 'idx_github_installations_org', 'organization_id'),
  ('github_module.github_app_installations', 'idx_github_installations_user', 'user_id')) AS want (relation, name, columns)
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  WHERE i.indrelid = pg_catalog.to_regclass(want.relation) AND c.relname = want.name
    AND i.indisvalid AND i.indisready AND i.indpred IS NULL
    AND pg_catalog.pg_get_indexdef(i.indexrelid, 1, true) = want.columns)
ORDER BY 1;
