ALTER TABLE github_module.github_app_installations ADD CONSTRAINT github_app_installations_organization_id_required
  CHECK (organization_id IS NOT NULL);
ALTER TABLE github_module.github_app_installations ALTER COLUMN organization_id DROP NOT NULL;
ALTER TABLE public.profiles ADD CONSTRAINT profiles_organization_id_required CHECK (organization_id IS NOT NULL);
ALTER TABLE public.profiles ALTER COLUMN organization_id DROP NOT NULL;
