-- Once the constraint of validation stands, an entry's place is a fact and no longer asked for.
-- Tables of the older product may be gone: each is read where it is there, and as a table only; by ts_stat, which every
-- server has, where query_to_xml is not built into each.
WITH legacy AS (
    SELECT c.relname::text AS source, left(x.word, 36)::uuid AS id, nullif(substr(x.word, 38), '')::uuid AS workspace_id
    FROM pg_class c
    CROSS JOIN ts_stat('SELECT array_to_tsvector(ARRAY[concat(id, '' '', workspace_id)]) FROM public.' || c.relname) x
    WHERE c.relkind = 'r' AND c.oid IN (to_regclass('public.legacy_icp_data'), to_regclass('public.legacy_product_data'),
                                        to_regclass('public.legacy_competitor_data'), to_regclass('public.legacy_persona_data'))
), homes AS (
    SELECT l.source, l.id, coalesce(d.verdict = 'leave_out', false) AS left_out, w.id AS home,
           coalesce(w.is_active, false) AS home_is_active
    FROM legacy l
    LEFT JOIN kb_migration.decisions d ON d.source = l.source AND d.entry_id = l.id
    LEFT JOIN public.workspaces w ON w.id = coalesce(d.workspace_id, l.workspace_id)
), authors AS (
    SELECT k.id, ARRAY(SELECT m.workspace_id FROM public.workspace_members m WHERE m.user_id = k.created_by
                       UNION
                       SELECT a.workspace_id FROM public.workspace_accounts a WHERE a.user_id = k.created_by) AS candidates,
           EXISTS (SELECT FROM public.workspace_members m JOIN public.workspaces w ON w.id = m.workspace_id
                   WHERE m.user_id = k.created_by) AS is_member,
           coalesce(k.metadata ->> 'is_shared' = 'true', false) OR coalesce(k.visibility = 'global', false)
               OR k.title ILIKE '%[GLOBAL]%' AS marked
    FROM public.knowledge_base k
)
SELECT 'knowledge_base ' || k.id || ' has a workspace or is shared by decision: '
       || CASE WHEN k.workspace_id IS NOT NULL THEN 'it names workspace ' || k.workspace_id || ', which is gone, or carries a mark of sharing as well'
               WHEN cardinality(a.candidates) > 1 THEN 'its author had to do with ' || cardinality(a.candidates) || ' workspaces'
               ELSE 'its author is unknown or member of none' END
FROM public.knowledge_base k
JOIN authors a ON a.id = k.id
WHERE NOT k.is_shared
  AND NOT EXISTS (SELECT FROM kb_migration.decisions d WHERE d.source = 'knowledge_base' AND d.entry_id = k.id)
  AND CASE WHEN k.workspace_id IS NULL THEN NOT a.marked AND NOT (cardinality(a.candidates) = 1 AND a.is_member)
           ELSE a.marked OR NOT EXISTS (SELECT FROM public.workspaces w WHERE w.id = k.workspace_id) END
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = to_regclass('public.knowledge_base')
                  AND c.conname = 'knowledge_base_workspace_or_shared')
UNION ALL
SELECT h.source || ' ' || h.id || ' goes to an active workspace or is left out by decision'
FROM homes h
WHERE NOT h.left_out AND NOT h.home_is_active
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = to_regclass('public.knowledge_base')
                  AND c.conname = 'knowledge_base_workspace_or_shared')
UNION ALL
SELECT 'golive_undo.' || t.name || ' is there'
FROM (VALUES ('kb_declared'), ('kb_backfill')) AS t (name)
WHERE to_regclass('golive_undo.' || t.name) IS NULL
ORDER BY 1
