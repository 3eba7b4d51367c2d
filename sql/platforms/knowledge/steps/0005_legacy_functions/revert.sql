DROP FUNCTION public.rollback_legacy_import(boolean);
DROP FUNCTION kb_migration.import_legacy_data();
DROP VIEW kb_migration.legacy_homes;
DROP VIEW kb_migration.entry_homes;
DROP FUNCTION kb_migration.entry_fingerprint(text, text, uuid, text[], jsonb);
DROP FUNCTION kb_migration.legacy_rows();
