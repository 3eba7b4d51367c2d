DROP TRIGGER adopt_installation ON github_module.github_app_installations;
ALTER TABLE github_module.github_app_installations DROP COLUMN organization_id;
DROP TRIGGER check_profile_organization ON public.profiles;
ALTER TABLE public.profiles DROP COLUMN organization_id;
DROP FUNCTION enterprise_private.adopt_installation();
DROP FUNCTION enterprise_private.check_profile_organization();
