SELECT format('%s.organization_id is NOT NULL', want.relation) AS claim
FROM (VALUES ('public.profiles', 'profiles_organization_id_required', 'profiles_organization_id_fkey'),
  ('github_module.github_app_installations', 'github_app_installations_organization_id_required',
    'github_app_installations_organization_id_fkey')) AS want (relation, required, reference)
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_attribute a
  WHERE a.attrelid = pg_catalog.to_regclass(want.relation) AND a.attname = 'organization_id' AND a.attnotnull)
UNION ALL
SELECT format('the check %s of %s is gone: NOT NULL says it', want.required, want.relation)
FROM (VALUES ('public.profiles', 'profiles_organization_id_required', 'profiles_organization_id_fkey'),
  ('github_module.github_app_installations', 'github_app_installations_organization_id_required',
    'github_app_installations_organization_id_fkey')) AS want (relation, required, reference)
WHERE EXISTS (
  SELECT FROM pg_catalog.pg_constraint k
  WHERE k.conrelid = pg_catalog.to_regclass(want.relation) AND k.conname = want.required)
ORDER BY 1;
