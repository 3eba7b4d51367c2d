-- Why: the knowledge base as the next release opens it: all that a member may read in his workspaces
-- Identity: member
-- Weight: 6
-- Release: next
SELECT id, workspace_id, section_id, title, updated_at
FROM public.knowledge_base
WHERE is_active AND NOT is_shared
ORDER BY updated_at DESC
LIMIT 50;
