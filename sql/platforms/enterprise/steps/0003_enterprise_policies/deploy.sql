-- Why: The runbook promises row-level security and has no SQL for it: its seven tables stand open. Here it is enabled and forced
--   before the first grant. Members see their organisation, administrators change it. Memberships are made by the
--   backend (an accepted invitation), never by a tenant, and nobody changes his own; default roles cannot be edited; the sealed
--   text of a key is read by the backend alone. The policies for platform_owner let sign-up work under FORCE, for one user at a time.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on the new tables, which nobody uses yet
-- Requires: 0002_enterprise_guards
-- Transaction: one

ALTER TABLE enterprise.organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise.organizations FORCE ROW LEVEL SECURITY;
ALTER TABLE enterprise.teams ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise.teams FORCE ROW LEVEL SECURITY;
ALTER TABLE enterprise.team_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise.team_members FORCE ROW LEVEL SECURITY;
ALTER TABLE enterprise.organization_api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise.organization_api_keys FORCE ROW LEVEL SECURITY;
ALTER TABLE enterprise.organization_roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise.organization_roles FORCE ROW LEVEL SECURITY;
ALTER TABLE enterprise.user_organization_roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise.user_organization_roles FORCE ROW LEVEL SECURITY;

CREATE POLICY members_read ON enterprise.organizations FOR SELECT TO authenticated
  USING (id IN (SELECT enterprise_private.my_organizations()));
CREATE POLICY admins_update ON enterprise.organizations FOR UPDATE TO authenticated
  USING (id IN (SELECT enterprise_private.my_administered_organizations()))
  WITH CHECK (id IN (SELECT enterprise_private.my_administered_organizations()));
CREATE POLICY sign_up_inserts ON enterprise.organizations FOR INSERT TO platform_owner
  WITH CHECK (plan_type = 'trial' AND status = 'active' AND enterprise_private.provisioned_user() IS NOT NULL);

CREATE POLICY members_read ON enterprise.teams FOR SELECT TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_organizations()));
CREATE POLICY admins_insert ON enterprise.teams FOR INSERT TO authenticated
  WITH CHECK (organization_id IN (SELECT enterprise_private.my_administered_organizations()));
CREATE POLICY admins_update ON enterprise.teams FOR UPDATE TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_administered_organizations()))
  WITH CHECK (organization_id IN (SELECT enterprise_private.my_administered_organizations()));
CREATE POLICY admins_delete ON enterprise.teams FOR DELETE TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_administered_organizations()));

CREATE POLICY members_read ON enterprise.team_members FOR SELECT TO authenticated
  USING (team_id IN (
    SELECT t.id FROM enterprise.teams t
    WHERE t.organization_id IN (SELECT enterprise_private.my_organizations())));
CREATE POLICY admins_insert ON enterprise.team_members FOR INSERT TO authenticated
  WITH CHECK (team_id IN (
    SELECT t.id FROM enterprise.teams t
    WHERE t.organization_id IN (SELECT enterprise_private.my_administered_organizations())));
CREATE POLICY admins_update ON enterprise.team_members FOR UPDATE TO authenticated
  USING (team_id IN (
    SELECT t.id FROM enterprise.teams t
    WHERE t.organization_id IN (SELECT enterprise_private.my_administered_organizations())))
  WITH CHECK (team_id IN (
    SELECT t.id FROM enterprise.teams t
    WHERE t.organization_id IN (SELECT enterprise_private.my_administered_organizations())));
CREATE POLICY admins_delete ON enterprise.team_members FOR DELETE TO authenticated
  USING (team_id IN (
    SELECT t.id FROM enterprise.teams t
    WHERE t.organization_id IN (SELECT enterprise_private.my_administered_organizations())));
CREATE POLICY departure_reads ON enterprise.team_members FOR SELECT TO platform_owner
  USING (user_id = enterprise_private.provisioned_user());
CREATE POLICY departure_deletes ON enterprise.team_members FOR DELETE TO platform_owner
  USING (user_id = enterprise_private.provisioned_user());
-- What platform_owner sees of team_members are the rows of that one user.
CREATE POLICY departure_reads ON enterprise.teams FOR SELECT TO platform_owner
  USING (id IN (
    SELECT tm.team_id FROM enterprise.team_members tm
    WHERE tm.user_id = enterprise_private.provisioned_user()));

CREATE POLICY admins_read ON enterprise.organization_api_keys FOR SELECT TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_administered_organizations()));
CREATE POLICY admins_update ON enterprise.organization_api_keys FOR UPDATE TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_administered_organizations()))
  WITH CHECK (organization_id IN (SELECT enterprise_private.my_administered_organizations()));
CREATE POLICY admins_delete ON enterprise.organization_api_keys FOR DELETE TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_administered_organizations()));

CREATE POLICY members_read ON enterprise.organization_roles FOR SELECT TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_organizations()));
CREATE POLICY admins_insert ON enterprise.organization_roles FOR INSERT TO authenticated
  WITH CHECK (organization_id IN (SELECT enterprise_private.my_administered_organizations()) AND NOT is_default);
CREATE POLICY admins_update ON enterprise.organization_roles FOR UPDATE TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_administered_organizations()) AND NOT is_default)
  WITH CHECK (organization_id IN (SELECT enterprise_private.my_administered_organizations()) AND NOT is_default);
CREATE POLICY admins_delete ON enterprise.organization_roles FOR DELETE TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_administered_organizations()) AND NOT is_default);
CREATE POLICY own_roles_read ON enterprise.organization_roles FOR SELECT TO platform_owner
  USING (is_default OR organization_id IN (
    SELECT m.organization_id FROM enterprise.user_organization_roles m WHERE m.user_id = (SELECT auth.uid())));
CREATE POLICY sign_up_inserts ON enterprise.organization_roles FOR INSERT TO platform_owner
  WITH CHECK (is_default AND enterprise_private.provisioned_user() IS NOT NULL);

CREATE POLICY members_read ON enterprise.user_organization_roles FOR SELECT TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_organizations()));
CREATE POLICY admins_update ON enterprise.user_organization_roles FOR UPDATE TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_administered_organizations())
    AND user_id <> (SELECT auth.uid()))
  WITH CHECK (organization_id IN (SELECT enterprise_private.my_administered_organizations())
    AND user_id <> (SELECT auth.uid()));
CREATE POLICY admins_delete ON enterprise.user_organization_roles FOR DELETE TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_administered_organizations())
    AND user_id <> (SELECT auth.uid()));
CREATE POLICY own_membership_read ON enterprise.user_organization_roles FOR SELECT TO platform_owner
  USING (user_id = (SELECT auth.uid()) OR user_id = enterprise_private.provisioned_user());
CREATE POLICY sign_up_inserts ON enterprise.user_organization_roles FOR INSERT TO platform_owner
  WITH CHECK (user_id = enterprise_private.provisioned_user() AND assigned_by = user_id);

GRANT USAGE ON SCHEMA enterprise TO authenticated, service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON enterprise.organizations, enterprise.teams, enterprise.team_members,
  enterprise.organization_api_keys, enterprise.organization_roles, enterprise.user_organization_roles TO service_role;
GRANT SELECT, UPDATE (display_name) ON enterprise.organizations TO authenticated;
GRANT SELECT, INSERT, DELETE,
  UPDATE (parent_team_id, name, display_name, team_type, description, email, metadata) ON enterprise.teams TO authenticated;
GRANT SELECT, INSERT, DELETE, UPDATE (role) ON enterprise.team_members TO authenticated;
GRANT SELECT (id, organization_id, provider, key_name, is_default, status, created_by, created_at, last_used_at),
  UPDATE (key_name, is_default, status), DELETE ON enterprise.organization_api_keys TO authenticated;
GRANT SELECT, INSERT, DELETE, UPDATE (name, display_name, permissions) ON enterprise.organization_roles TO authenticated;
GRANT SELECT, DELETE, UPDATE (role_id) ON enterprise.user_organization_roles TO authenticated;
