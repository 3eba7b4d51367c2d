-- By name and without CASCADE: what somebody else has put into the schema since stops the revert.
DROP VIEW golive_undo.enterprise_made_since;
DROP TABLE golive_undo.enterprise_linked_profiles;
DROP TABLE golive_undo.enterprise_missing_profiles;
DROP TABLE enterprise.user_organization_roles;
DROP TABLE enterprise.organization_roles;
DROP TABLE enterprise.organization_api_keys;
DROP TABLE enterprise.team_members;
DROP TABLE enterprise.teams;
DROP TABLE enterprise.organizations;
DROP SCHEMA enterprise_private;
DROP SCHEMA enterprise;

-- Another platform of this database may still keep its own records there.
DO $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'golive_undo')
  THEN
    DROP SCHEMA golive_undo;
  END IF;
END
$$;
