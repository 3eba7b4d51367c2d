-- Why: First half of migration 2. Mended: the runbook validates both foreign keys in the transaction that adds the columns; here
--   they are NOT VALID until a later step. From the first moment a column can only name an organisation its user belongs to:
--   under the old policies anybody could write any organisation into his own row. The old clients go on: an installation
--   that comes without an organisation gets the one its user has chosen.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on public.profiles and github_module.github_app_installations, for milliseconds
-- Requires: 0003_enterprise_policies
-- Transaction: one
-- Lock-Timeout: 200ms
-- Loses: SELECT (SELECT count(*) FROM public.profiles p WHERE p.organization_id IS NOT NULL AND NOT EXISTS (
--   SELECT FROM enterprise.user_organization_roles m
--   WHERE m.user_id = p.id AND m.organization_id = p.organization_id AND m.assigned_by = m.user_id))
--   + (SELECT count(*) FROM github_module.github_app_installations i WHERE i.organization_id IS NOT NULL AND NOT EXISTS (
--   SELECT FROM enterprise.user_organization_roles m
--   WHERE m.user_id = i.user_id AND m.organization_id = i.organization_id AND m.assigned_by = m.user_id))

CREATE FUNCTION enterprise_private.check_profile_organization() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  IF NEW.organization_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM enterprise.user_organization_roles m
    WHERE m.user_id = NEW.id AND m.organization_id = NEW.organization_id)
  THEN
    RAISE EXCEPTION 'the user is no member of the organization' USING ERRCODE = 'check_violation', TABLE = 'profiles';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION enterprise_private.check_profile_organization() OWNER TO platform_owner;

CREATE FUNCTION enterprise_private.adopt_installation() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  IF NEW.organization_id IS NULL THEN
    IF TG_OP = 'UPDATE' THEN
      RETURN NEW;
    END IF;
    SELECT p.organization_id INTO NEW.organization_id FROM public.profiles p WHERE p.id = NEW.user_id;
  ELSIF NEW.user_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM enterprise.user_organization_roles m
    WHERE m.user_id = NEW.user_id AND m.organization_id = NEW.organization_id)
  THEN
    RAISE EXCEPTION 'the user is no member of the organization'
      USING ERRCODE = 'check_violation', TABLE = 'github_app_installations';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION enterprise_private.adopt_installation() OWNER TO platform_owner;

REVOKE ALL ON FUNCTION enterprise_private.check_profile_organization(), enterprise_private.adopt_installation() FROM PUBLIC;

ALTER TABLE public.profiles ADD COLUMN organization_id uuid;
CREATE TRIGGER check_profile_organization BEFORE INSERT OR UPDATE OF id, organization_id ON public.profiles
  FOR EACH ROW EXECUTE FUNCTION enterprise_private.check_profile_organization();
ALTER TABLE public.profiles ADD CONSTRAINT profiles_organization_id_fkey
  FOREIGN KEY (organization_id) REFERENCES enterprise.organizations (id) NOT VALID;

ALTER TABLE github_module.github_app_installations ADD COLUMN organization_id uuid;
CREATE TRIGGER adopt_installation BEFORE INSERT OR UPDATE OF user_id, organization_id
  ON github_module.github_app_installations
  FOR EACH ROW EXECUTE FUNCTION enterprise_private.adopt_installation();
ALTER TABLE github_module.github_app_installations ADD CONSTRAINT github_app_installations_organization_id_fkey
  FOREIGN KEY (organization_id) REFERENCES enterprise.organizations (id) NOT VALID;
