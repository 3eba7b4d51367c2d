-- Why: the knowledge base of the next release, newest first
-- Identity: role aimee_app
-- Weight: 2
-- Release: next
-- Keys: SELECT id FROM public.organizations
SELECT d.id, d.organization_id, d.title, d.published_at
FROM public.knowledge_documents d
WHERE d.organization_id = $1 AND d.status = 'published'
ORDER BY d.published_at DESC
LIMIT 20;
