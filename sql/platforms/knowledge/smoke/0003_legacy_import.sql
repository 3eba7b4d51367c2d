-- Why: a second run of the import brings nothing twice; rollback_legacy_import() removes exactly what the import brought, refuses
--   to lose edits unsaid, and the import can be run again; tenants can run neither.
CREATE TEMP TABLE seen (claim text NOT NULL, holds boolean);
CREATE TEMP TABLE counted AS
SELECT (SELECT count(*) FROM public.knowledge_base) AS entries,
       (SELECT count(*) FROM kb_migration.legacy_imports i JOIN public.knowledge_base k ON k.id = i.entry_id
        WHERE i.rolled_back_at IS NULL) AS imported,
       (SELECT count(*) FROM kb_migration.legacy_imports i WHERE i.rolled_back_at IS NULL) AS recorded,
       (SELECT count(*) FROM kb_migration.legacy_imports i WHERE i.rolled_back_at IS NOT NULL) AS rolled_back;
GRANT SELECT, INSERT ON pg_temp.seen TO service_role, authenticated;
GRANT SELECT ON pg_temp.counted TO service_role;

SET LOCAL ROLE service_role;
INSERT INTO pg_temp.seen
SELECT 'a second run imports nothing that was imported', kb_migration.import_legacy_data() = c.rolled_back FROM pg_temp.counted c;
UPDATE public.knowledge_base SET title = title || ' (edited)'
WHERE id = (SELECT i.entry_id FROM kb_migration.legacy_imports i JOIN public.knowledge_base k ON k.id = i.entry_id
            ORDER BY i.source, i.original_id LIMIT 1);
DO $$
BEGIN
    PERFORM FROM public.rollback_legacy_import();
    INSERT INTO pg_temp.seen
    SELECT 'the rollback refuses to lose an edited entry unsaid', NOT EXISTS (SELECT FROM kb_migration.legacy_imports);
EXCEPTION WHEN raise_exception THEN
    INSERT INTO pg_temp.seen VALUES ('the rollback refuses to lose an edited entry unsaid', true);
END $$;
INSERT INTO pg_temp.seen
SELECT 'the rollback removes what was imported', coalesce((SELECT sum(r.removed) FROM public.rollback_legacy_import(true) r), 0)
       = c.imported + c.rolled_back
FROM pg_temp.counted c;
INSERT INTO pg_temp.seen
SELECT 'and nothing else', count(*) = (SELECT c.entries - c.imported FROM pg_temp.counted c)
       AND count(*) FILTER (WHERE k.metadata ? 'imported_from' AND k.id IN (SELECT i.entry_id FROM kb_migration.legacy_imports i)) = 0
FROM public.knowledge_base k;
INSERT INTO pg_temp.seen
SELECT 'after a rollback the import runs again', kb_migration.import_legacy_data() = c.recorded + c.rolled_back FROM pg_temp.counted c;
RESET ROLE;
SET LOCAL ROLE authenticated;
DO $$
BEGIN
    PERFORM FROM public.rollback_legacy_import(true);
    INSERT INTO pg_temp.seen VALUES ('tenants cannot run the rollback', false);
EXCEPTION WHEN insufficient_privilege THEN
    INSERT INTO pg_temp.seen VALUES ('tenants cannot run the rollback', true);
END $$;
RESET ROLE;

SELECT s.claim, s.holds FROM pg_temp.seen s ORDER BY s.claim;
