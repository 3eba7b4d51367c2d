-- Why: In the runbook every tenant column stays nullable, so a row of nobody can be written for ever. From here on a new row without
--   an organisation is refused; the rows that are there are looked at by the next step, which blocks nobody.
-- Phase: validation
-- Locks: ACCESS EXCLUSIVE on public.profiles and github_module.github_app_installations, for milliseconds
-- Requires: 0011_organizations_for_users, 0030_installations
-- Transaction: one
-- Lock-Timeout: 200ms

ALTER TABLE public.profiles ADD CONSTRAINT profiles_organization_id_required
  CHECK (organization_id IS NOT NULL) NOT VALID;
ALTER TABLE github_module.github_app_installations ADD CONSTRAINT github_app_installations_organization_id_required
  CHECK (organization_id IS NOT NULL) NOT VALID;
