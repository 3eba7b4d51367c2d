-- E07 [system rows] the newest organization has no member role
-- names: enterprise.organization_roles
SET session_replication_role = replica;
DELETE FROM enterprise.organization_roles WHERE name = 'Member' AND is_default
    AND organization_id = (SELECT id FROM enterprise.organizations WHERE status = 'active' ORDER BY created_at DESC, id LIMIT 1);
RESET session_replication_role;
