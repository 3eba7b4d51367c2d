-- Why: What the runbook implies and its SQL leaves to the application: a team hierarchy without cycles, team members who belong
--   to the organisation, an Admin role for every organisation whoever creates it (the runbook gave one only to the
--   organisations of one day), updated_at that moves; and the questions that policies ask: which organisations are mine,
--   which do I administer. Those two run as the owner, because a policy on the membership table cannot read its own table.
-- Phase: schema
-- Locks: SHARE ROW EXCLUSIVE on the new tables, which nobody uses yet
-- Requires: 0001_enterprise_schema
-- Transaction: one

CREATE FUNCTION enterprise_private.my_organizations() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 4 SET search_path = ''
AS $$
  SELECT m.organization_id FROM enterprise.user_organization_roles m WHERE m.user_id = (SELECT auth.uid())
$$;
ALTER FUNCTION enterprise_private.my_organizations() OWNER TO platform_owner;

CREATE FUNCTION enterprise_private.my_administered_organizations() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 4 SET search_path = ''
AS $$
  SELECT m.organization_id
  FROM enterprise.user_organization_roles m
  JOIN enterprise.organization_roles r ON r.id = m.role_id AND r.organization_id = m.organization_id
  WHERE m.user_id = (SELECT auth.uid()) AND r.permissions @> '["*"]'::jsonb
$$;
ALTER FUNCTION enterprise_private.my_administered_organizations() OWNER TO platform_owner;

-- The one user that a definer function of sign-up or departure works for. Only policies for platform_owner read it.
CREATE FUNCTION enterprise_private.provisioned_user() RETURNS uuid
LANGUAGE sql STABLE SET search_path = ''
AS $$
  SELECT nullif(current_setting('enterprise.provisioned_user', true), '')::uuid
$$;
ALTER FUNCTION enterprise_private.provisioned_user() OWNER TO platform_owner;

CREATE FUNCTION enterprise_private.touch_updated_at() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END
$$;
ALTER FUNCTION enterprise_private.touch_updated_at() OWNER TO platform_owner;

CREATE FUNCTION enterprise_private.create_admin_role() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  INSERT INTO enterprise.organization_roles (organization_id, name, display_name, permissions, is_default)
  VALUES (NEW.id, 'Admin', 'Administrator', '["*"]', true);
  RETURN NULL;
END
$$;
ALTER FUNCTION enterprise_private.create_admin_role() OWNER TO platform_owner;

CREATE FUNCTION enterprise_private.check_team_hierarchy() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  IF NEW.parent_team_id IS NULL THEN
    RETURN NEW;
  END IF;
  -- Two changes at once could close a circle that neither of them sees.
  PERFORM pg_advisory_xact_lock(hashtextextended('enterprise.teams/' || NEW.organization_id::text, 0));
  IF EXISTS (
    WITH RECURSIVE above AS (
      SELECT t.id, t.parent_team_id FROM enterprise.teams t WHERE t.id = NEW.parent_team_id
      UNION
      SELECT t.id, t.parent_team_id FROM enterprise.teams t JOIN above a ON t.id = a.parent_team_id
    )
    SELECT FROM above a WHERE a.id = NEW.id)
  THEN
    RAISE EXCEPTION 'a team cannot stand above itself' USING ERRCODE = 'check_violation', TABLE = 'teams';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION enterprise_private.check_team_hierarchy() OWNER TO platform_owner;

CREATE FUNCTION enterprise_private.check_team_member() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM enterprise.teams t
    JOIN enterprise.user_organization_roles m ON m.organization_id = t.organization_id
    WHERE t.id = NEW.team_id AND m.user_id = NEW.user_id)
  THEN
    RAISE EXCEPTION 'the user is no member of the organization of the team'
      USING ERRCODE = 'check_violation', TABLE = 'team_members';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION enterprise_private.check_team_member() OWNER TO platform_owner;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA enterprise_private FROM PUBLIC;
-- The schema itself stays closed: policies may ask, sessions cannot name the functions.
GRANT EXECUTE ON FUNCTION enterprise_private.my_organizations(), enterprise_private.my_administered_organizations()
  TO authenticated;

CREATE TRIGGER create_admin_role AFTER INSERT ON enterprise.organizations
  FOR EACH ROW EXECUTE FUNCTION enterprise_private.create_admin_role();
CREATE TRIGGER check_team_hierarchy BEFORE INSERT OR UPDATE OF parent_team_id, organization_id ON enterprise.teams
  FOR EACH ROW EXECUTE FUNCTION enterprise_private.check_team_hierarchy();
CREATE TRIGGER check_team_member BEFORE INSERT OR UPDATE OF team_id, user_id ON enterprise.team_members
  FOR EACH ROW EXECUTE FUNCTION enterprise_private.check_team_member();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON enterprise.organizations
  FOR EACH ROW EXECUTE FUNCTION enterprise_private.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON enterprise.teams
  FOR EACH ROW EXECUTE FUNCTION enterprise_private.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON enterprise.team_members
  FOR EACH ROW EXECUTE FUNCTION enterprise_private.touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON enterprise.organization_roles
  FOR EACH ROW EXECUTE FUNCTION enterprise_private.touch_updated_at();
