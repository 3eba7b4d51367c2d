-- E03 [tables] a table belongs to those who read it
-- names: enterprise.teams
ALTER TABLE enterprise.teams OWNER TO authenticated;
