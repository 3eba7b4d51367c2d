-- E02 [constraints] with a team go the teams below it
-- names: enterprise.teams.teams_parent_team_id_fkey
ALTER TABLE enterprise.teams DROP CONSTRAINT teams_parent_team_id_fkey;
ALTER TABLE enterprise.teams ADD CONSTRAINT teams_parent_team_id_fkey FOREIGN KEY (parent_team_id, organization_id)
    REFERENCES enterprise.teams (id, organization_id) ON DELETE CASCADE;
