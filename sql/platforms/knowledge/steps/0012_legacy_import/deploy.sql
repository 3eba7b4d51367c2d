-- Why: brings the legacy rows into the sections of their workspaces, where the legacy tables are there; without them it does
--   nothing and holds as well. The scripts turn every error into a warning and skip rows without workspace; here a row
--   is imported, or left out by a decision, or the step stops and names it. A second run imports nothing twice.
-- Phase: promotion
-- Locks: none that blocks
-- Requires: 0008_declared_decisions, 0010_default_sections
-- Transaction: one
-- Loses: SELECT count(*) FROM kb_migration.legacy_imports i JOIN public.knowledge_base k ON k.id = i.entry_id WHERE kb_migration.entry_fingerprint(k.title, k.content, k.section_id, k.tags, k.metadata) <> i.fingerprint
SELECT kb_migration.import_legacy_data();
