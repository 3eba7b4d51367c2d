-- K02 [tables] decisions are lost at the next crash
-- names: kb_migration.decisions
ALTER TABLE kb_migration.decisions SET UNLOGGED;
