DROP TABLE kb_migration.legacy_imports;
DROP TABLE kb_migration.decisions;
DROP SCHEMA kb_migration;
