-- Why: The runbook looks once at the users of one moment: whoever signs up between its migration and the cut-over has no
--   organisation and cannot work. From here on every new profile comes with an organisation of its own, its Admin role and the
--   membership, before the backfill starts, so that no gap is left. One account, one organisation: accounts are never merged
--   because an e-mail is equal; a name that is taken, also by case, gets the organisation's id behind it. Whoever is removed from
--   the organisation he has chosen lands in another of his own at commit.
-- Phase: schema
-- Locks: SHARE ROW EXCLUSIVE on public.profiles, for milliseconds
-- Requires: 0004_organization_columns
-- Transaction: one
-- Lock-Timeout: 200ms

CREATE FUNCTION enterprise_private.provision(person uuid, address text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  organization uuid := gen_random_uuid();
  shown text := nullif(btrim(address), '');
  wanted text := coalesce(lower(shown), 'user-' || person::text) || '_org';
BEGIN
  PERFORM set_config('enterprise.provisioned_user', person::text, true);
  BEGIN
    INSERT INTO enterprise.organizations (id, name, display_name, plan_type, status)
    VALUES (organization, wanted, coalesce(shown, 'User without e-mail'), 'trial', 'active');
  EXCEPTION WHEN unique_violation THEN
    INSERT INTO enterprise.organizations (id, name, display_name, plan_type, status)
    VALUES (organization, wanted || '_' || organization::text, coalesce(shown, 'User without e-mail'), 'trial', 'active');
  END;
  INSERT INTO enterprise.user_organization_roles (user_id, organization_id, role_id, assigned_by)
  SELECT person, organization, r.id, person
  FROM enterprise.organization_roles r
  WHERE r.organization_id = organization AND r.name = 'Admin' AND r.is_default;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the organization has no Admin role' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN organization;
END
$$;
ALTER FUNCTION enterprise_private.provision(uuid, text) OWNER TO platform_owner;

CREATE FUNCTION enterprise_private.provision_profile() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  PERFORM set_config('enterprise.provisioned_user', NEW.id::text, true);
  -- A second insert of the same profile fails or does nothing; it must not leave an organization behind.
  IF NEW.organization_id IS NULL AND NOT EXISTS (SELECT FROM public.profiles p WHERE p.id = NEW.id) THEN
    NEW.organization_id := enterprise_private.provision(NEW.id, NEW.email);
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION enterprise_private.provision_profile() OWNER TO platform_owner;

CREATE FUNCTION enterprise_private.leave_organization() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  PERFORM set_config('enterprise.provisioned_user', OLD.user_id::text, true);
  IF EXISTS (
    SELECT FROM enterprise.user_organization_roles m
    WHERE m.user_id = OLD.user_id AND m.organization_id = OLD.organization_id)
  THEN
    RETURN NULL;
  END IF;
  DELETE FROM enterprise.team_members tm USING enterprise.teams t
  WHERE tm.user_id = OLD.user_id AND t.id = tm.team_id AND t.organization_id = OLD.organization_id;
  UPDATE public.profiles p
  SET organization_id = coalesce(
    (SELECT m.organization_id FROM enterprise.user_organization_roles m
     WHERE m.user_id = OLD.user_id ORDER BY m.assigned_at, m.organization_id LIMIT 1),
    enterprise_private.provision(p.id, p.email))
  WHERE p.id = OLD.user_id AND p.organization_id = OLD.organization_id;
  RETURN NULL;
END
$$;
ALTER FUNCTION enterprise_private.leave_organization() OWNER TO platform_owner;

REVOKE ALL ON FUNCTION enterprise_private.provision(uuid, text), enterprise_private.provision_profile(),
  enterprise_private.leave_organization() FROM PUBLIC;

CREATE TRIGGER provision_profile BEFORE INSERT ON public.profiles
  FOR EACH ROW EXECUTE FUNCTION enterprise_private.provision_profile();
-- Deferred: when a user is deleted his profile is gone by then, and nothing is left to do.
CREATE CONSTRAINT TRIGGER leave_organization AFTER DELETE OR UPDATE OF user_id, organization_id
  ON enterprise.user_organization_roles DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION enterprise_private.leave_organization();
