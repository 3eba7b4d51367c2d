-- Why: The runbook seeds one role, Admin; whoever is invited could only become an administrator. Every organisation, the newest too,
--   gets the default role Member, which reads. A tenant's own role of that name stays as it is.
-- Phase: seeds
-- Locks: SHARE ROW EXCLUSIVE on enterprise.organizations, for milliseconds
-- Requires: 0011_organizations_for_users
-- Transaction: one
-- Loses: SELECT count(*) FROM enterprise.user_organization_roles m JOIN enterprise.organization_roles r ON r.id = m.role_id
--   WHERE r.is_default AND r.name = 'Member'

CREATE TABLE golive_undo.enterprise_member_roles (role_id uuid NOT NULL PRIMARY KEY);

CREATE FUNCTION enterprise_private.create_member_role() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  INSERT INTO enterprise.organization_roles (organization_id, name, display_name, permissions, is_default)
  VALUES (NEW.id, 'Member', 'Member', '["metadata:read", "teams:read"]', true);
  RETURN NULL;
END
$$;
ALTER FUNCTION enterprise_private.create_member_role() OWNER TO platform_owner;
REVOKE ALL ON FUNCTION enterprise_private.create_member_role() FROM PUBLIC;

CREATE TRIGGER create_member_role AFTER INSERT ON enterprise.organizations
  FOR EACH ROW EXECUTE FUNCTION enterprise_private.create_member_role();

WITH made AS (
  INSERT INTO enterprise.organization_roles (organization_id, name, display_name, permissions, is_default)
  SELECT o.id, 'Member', 'Member', '["metadata:read", "teams:read"]', true
  FROM enterprise.organizations o
  WHERE NOT EXISTS (
    SELECT FROM enterprise.organization_roles r WHERE r.organization_id = o.id AND r.name = 'Member')
  RETURNING id
)
INSERT INTO golive_undo.enterprise_member_roles (role_id)
SELECT m.id FROM made m;
