-- Once the constraint of validation stands, an entry's place is a fact and no longer asked for.
SELECT 'knowledge_base ' || h.entry_id || ' has a workspace or is shared by decision: '
       || CASE WHEN h.found_in IS NOT NULL THEN 'it names workspace ' || h.found_in || ', which is gone, or carries a mark of sharing as well'
               WHEN cardinality(h.candidates) > 1 THEN 'its author had to do with ' || cardinality(h.candidates) || ' workspaces'
               ELSE 'its author is unknown or member of none' END
FROM kb_migration.entry_homes h
WHERE h.settled_by IS NULL
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = to_regclass('public.knowledge_base')
                  AND c.conname = 'knowledge_base_workspace_or_shared')
UNION ALL
SELECT h.source || ' ' || h.entry_id || ' goes to an active workspace or is left out by decision'
FROM kb_migration.legacy_homes h
WHERE NOT h.left_out AND NOT h.home_is_active
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = to_regclass('public.knowledge_base')
                  AND c.conname = 'knowledge_base_workspace_or_shared')
UNION ALL
SELECT 'golive_undo.' || t.name || ' is there'
FROM (VALUES ('kb_declared'), ('kb_backfill')) AS t (name)
WHERE to_regclass('golive_undo.' || t.name) IS NULL
ORDER BY 1
