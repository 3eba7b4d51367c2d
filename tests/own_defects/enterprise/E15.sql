-- E15 [references] another organization decides what a member may do, under a valid foreign key
-- names: a role is given in the organization it belongs to
SET session_replication_role = replica;
UPDATE enterprise.user_organization_roles AS m SET role_id = (
    SELECT r.id FROM enterprise.organization_roles AS r
    WHERE r.organization_id <> m.organization_id ORDER BY r.id LIMIT 1)
WHERE m.id = (SELECT id FROM enterprise.user_organization_roles ORDER BY id LIMIT 1);
RESET session_replication_role;
