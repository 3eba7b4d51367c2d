-- E16 [rules] two accounts were given one organization
-- names: every account was given an organization of its own
SET session_replication_role = replica;
UPDATE golive_undo.enterprise_linked_profiles SET organization_id = (
    SELECT organization_id FROM golive_undo.enterprise_linked_profiles WHERE made ORDER BY user_id LIMIT 1)
WHERE user_id = (SELECT user_id FROM golive_undo.enterprise_linked_profiles WHERE made ORDER BY user_id DESC LIMIT 1);
RESET session_replication_role;
