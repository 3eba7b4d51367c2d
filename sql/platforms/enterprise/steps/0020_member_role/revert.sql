DROP TRIGGER create_member_role ON enterprise.organizations;
DROP FUNCTION enterprise_private.create_member_role();
DELETE FROM enterprise.organization_roles r USING golive_undo.enterprise_member_roles u WHERE r.id = u.role_id;
DROP TABLE golive_undo.enterprise_member_roles;
