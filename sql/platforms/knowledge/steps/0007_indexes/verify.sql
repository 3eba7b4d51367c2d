SELECT 'index public.' || x.name || ' is valid and is: ' || x.definition
FROM (VALUES
    ('idx_kb_workspace_section', 'public.knowledge_base USING btree (workspace_id, section_id)'),
    ('idx_kb_workspace_created', 'public.knowledge_base USING btree (workspace_id, created_at DESC)'),
    ('idx_kb_shared', 'public.knowledge_base USING btree (category) WHERE is_shared'),
    ('idx_kb_sections_order', 'public.knowledge_base_sections USING btree (workspace_id, display_order)')) AS x (name, definition)
WHERE NOT EXISTS (
    SELECT FROM pg_index i
    WHERE i.indexrelid = to_regclass('public.' || x.name) AND i.indisvalid AND i.indisready AND NOT i.indisunique
      AND pg_get_indexdef(i.indexrelid) = 'CREATE INDEX ' || x.name || ' ON ' || x.definition)
ORDER BY 1
