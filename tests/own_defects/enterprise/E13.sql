-- E13 [triggers] anybody may be added to a team
-- names: enterprise.team_members.check_team_member
ALTER TABLE enterprise.team_members DISABLE TRIGGER check_team_member;
SET session_replication_role = replica;
UPDATE enterprise.team_members SET user_id = (SELECT id FROM auth.users ORDER BY id DESC LIMIT 1)
WHERE id = (SELECT id FROM enterprise.team_members ORDER BY id LIMIT 1);
RESET session_replication_role;
