-- A constraint cannot be made invalid again: each is replaced by one that has looked at nothing.
ALTER TABLE github_module.github_app_installations
  DROP CONSTRAINT github_app_installations_organization_id_required,
  ADD CONSTRAINT github_app_installations_organization_id_required CHECK (organization_id IS NOT NULL) NOT VALID;
ALTER TABLE github_module.github_app_installations
  DROP CONSTRAINT github_app_installations_organization_id_fkey,
  ADD CONSTRAINT github_app_installations_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES enterprise.organizations (id) NOT VALID;
ALTER TABLE public.profiles
  DROP CONSTRAINT profiles_organization_id_required,
  ADD CONSTRAINT profiles_organization_id_required CHECK (organization_id IS NOT NULL) NOT VALID;
ALTER TABLE public.profiles
  DROP CONSTRAINT profiles_organization_id_fkey,
  ADD CONSTRAINT profiles_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES enterprise.organizations (id) NOT VALID;
