DROP TABLE golive_undo.kb_backfill;
DELETE FROM kb_migration.decisions d USING golive_undo.kb_declared u WHERE d.source = u.source AND d.entry_id = u.entry_id;
DROP TABLE golive_undo.kb_declared;
