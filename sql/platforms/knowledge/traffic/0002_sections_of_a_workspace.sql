-- Why: the side bar of a workspace, in both releases
-- Identity: member
-- Weight: 4
-- Release: both
-- Keys: SELECT workspace_id FROM public.workspace_members WHERE status = 'active'
SELECT id, workspace_id, name, icon
FROM public.knowledge_base_sections
WHERE workspace_id = $1 AND is_active
ORDER BY display_order;
