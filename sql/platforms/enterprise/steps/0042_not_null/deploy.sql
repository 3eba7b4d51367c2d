-- Why: NOT NULL without a scan: the validated checks prove it, and have then done their work.
-- Phase: validation
-- Locks: ACCESS EXCLUSIVE on public.profiles and github_module.github_app_installations, for milliseconds
-- Requires: 0041_validate
-- Transaction: one
-- Lock-Timeout: 200ms

ALTER TABLE public.profiles ALTER COLUMN organization_id SET NOT NULL;
ALTER TABLE public.profiles DROP CONSTRAINT profiles_organization_id_required;
ALTER TABLE github_module.github_app_installations ALTER COLUMN organization_id SET NOT NULL;
ALTER TABLE github_module.github_app_installations DROP CONSTRAINT github_app_installations_organization_id_required;
