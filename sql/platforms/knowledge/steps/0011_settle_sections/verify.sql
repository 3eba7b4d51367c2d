SELECT 'every entry''s section is its own workspace''s: ' || count(*) || ' are not, the first is ' || min(k.id::text)
FROM public.knowledge_base k
WHERE k.section_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM public.knowledge_base_sections s WHERE s.id = k.section_id AND s.workspace_id = k.workspace_id)
HAVING count(*) > 0
UNION ALL
SELECT 'golive_undo.kb_sections_settled is there'
WHERE to_regclass('golive_undo.kb_sections_settled') IS NULL
ORDER BY 1
