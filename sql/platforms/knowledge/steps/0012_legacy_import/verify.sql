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
)
SELECT h.source || ' ' || h.id || ' is imported into workspace ' || h.home
FROM homes h
WHERE NOT h.left_out AND h.home_is_active AND NOT EXISTS (
    SELECT FROM kb_migration.legacy_imports i
    WHERE i.source = h.source AND i.original_id = h.id AND i.workspace_id = h.home)
UNION ALL
SELECT h.source || ' ' || h.id || ' is left out, as decided'
FROM homes h
JOIN kb_migration.legacy_imports i ON i.source = h.source AND i.original_id = h.id
WHERE h.left_out AND i.rolled_back_at IS NULL
UNION ALL
SELECT i.source || ' ' || i.original_id || ' is an entry of the workspace it was imported into'
FROM kb_migration.legacy_imports i JOIN public.knowledge_base k ON k.id = i.entry_id
WHERE k.workspace_id IS DISTINCT FROM i.workspace_id
UNION ALL
SELECT i.source || ' ' || i.original_id || ' is rolled back, as recorded'
FROM kb_migration.legacy_imports i JOIN public.knowledge_base k ON k.id = i.entry_id
WHERE i.rolled_back_at IS NOT NULL
ORDER BY 1
