DROP TRIGGER leave_organization ON enterprise.user_organization_roles;
DROP TRIGGER provision_profile ON public.profiles;
DROP FUNCTION enterprise_private.leave_organization();
DROP FUNCTION enterprise_private.provision_profile();
DROP FUNCTION enterprise_private.provision(uuid, text);
