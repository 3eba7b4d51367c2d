-- Why: The rows that were there before are looked at, while everybody goes on reading and writing.
-- Phase: validation
-- Locks: SHARE UPDATE EXCLUSIVE on the table, ROW SHARE on enterprise.organizations: none that blocks
-- Requires: 0040_require_organization
-- Transaction: none

ALTER TABLE public.profiles VALIDATE CONSTRAINT profiles_organization_id_fkey;
ALTER TABLE public.profiles VALIDATE CONSTRAINT profiles_organization_id_required;
ALTER TABLE github_module.github_app_installations VALIDATE CONSTRAINT github_app_installations_organization_id_fkey;
ALTER TABLE github_module.github_app_installations VALIDATE CONSTRAINT github_app_installations_organization_id_required;
