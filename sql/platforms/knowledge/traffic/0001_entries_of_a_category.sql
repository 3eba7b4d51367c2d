-- Why: the knowledge base as it is opened today: the newest entries of a category, whoever wrote them
-- Identity: member
-- Weight: 6
-- Release: previous
-- Keys: SELECT DISTINCT category FROM public.knowledge_base
SELECT id, title, category, tags, updated_at
FROM public.knowledge_base
WHERE is_active AND category = $1
ORDER BY updated_at DESC
LIMIT 20;
