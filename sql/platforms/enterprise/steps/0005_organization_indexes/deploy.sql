-- Why: The indexes of migration 2 on tables that are in use. Mended: CREATE INDEX without CONCURRENTLY stops every writer for
--   as long as it builds; and the foreign key to the user of an installation never had one.
-- Phase: schema
-- Locks: SHARE UPDATE EXCLUSIVE on public.profiles and github_module.github_app_installations: none that blocks
-- Requires: 0004_organization_columns
-- Transaction: none

CREATE INDEX CONCURRENTLY idx_profiles_org ON public.profiles (organization_id);
CREATE INDEX CONCURRENTLY idx_github_installations_org ON github_module.github_app_installations (organization_id);
CREATE INDEX CONCURRENTLY idx_github_installations_user ON github_module.github_app_installations (user_id);
