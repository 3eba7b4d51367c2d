SELECT 'public.knowledge_base_sections.workspace_id is NOT NULL'
WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = to_regclass('public.knowledge_base_sections')
                  AND a.attname = 'workspace_id' AND a.attnotnull)
UNION ALL
SELECT 'public.knowledge_base_sections says so once, without a check beside it'
WHERE EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = to_regclass('public.knowledge_base_sections')
              AND c.conname = 'knowledge_base_sections_workspace_present')
UNION ALL
SELECT 'golive_undo.kb_sections_required is there'
WHERE to_regclass('golive_undo.kb_sections_required') IS NULL
ORDER BY 1
