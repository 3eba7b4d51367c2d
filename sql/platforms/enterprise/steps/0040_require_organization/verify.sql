SELECT format('%s refuses a row without an organization', want.relation) AS claim
FROM (VALUES ('public.profiles', 'profiles_organization_id_required', 'profiles_organization_id_fkey'),
  ('github_module.github_app_installations', 'github_app_installations_organization_id_required',
    'github_app_installations_organization_id_fkey')) AS want (relation, required, reference)
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_constraint k
  WHERE k.conrelid = pg_catalog.to_regclass(want.relation) AND k.conname = want.required AND k.contype = 'c')
AND NOT EXISTS (
  SELECT FROM pg_catalog.pg_attribute a
  WHERE a.attrelid = pg_catalog.to_regclass(want.relation) AND a.attname = 'organization_id' AND a.attnotnull)
ORDER BY 1;
