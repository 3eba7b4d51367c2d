SELECT * FROM public.rollback_legacy_import(true);
DELETE FROM kb_migration.legacy_imports;
