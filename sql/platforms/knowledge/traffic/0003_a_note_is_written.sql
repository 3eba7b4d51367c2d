-- Why: what somebody writes down while the platform migrates is kept, in the workspace that is open
-- Identity: member
-- Weight: 1
-- Release: both
-- Keys: SELECT workspace_id, user_id FROM public.workspace_members WHERE status = 'active'
--   AND role IN ('owner', 'admin', 'member')
INSERT INTO public.knowledge_base (workspace_id, category, title, content, source_type, created_by)
VALUES ($1, 'general', 'Written meanwhile', 'A note of this night', 'manual', $2)
RETURNING id, workspace_id;
