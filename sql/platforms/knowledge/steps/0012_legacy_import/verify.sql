SELECT h.source || ' ' || h.entry_id || ' is imported into workspace ' || h.home
FROM kb_migration.legacy_homes h
WHERE NOT h.left_out AND h.home_is_active AND NOT EXISTS (
    SELECT FROM kb_migration.legacy_imports i
    WHERE i.source = h.source AND i.original_id = h.entry_id AND i.workspace_id = h.home)
UNION ALL
SELECT h.source || ' ' || h.entry_id || ' is left out, as decided'
FROM kb_migration.legacy_homes h
JOIN kb_migration.legacy_imports i ON i.source = h.source AND i.original_id = h.entry_id
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
