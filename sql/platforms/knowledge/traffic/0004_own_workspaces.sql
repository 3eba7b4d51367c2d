-- Why: whoever signs in chooses a workspace
-- Identity: member
-- Weight: 2
-- Release: both
SELECT m.workspace_id, w.name, m.role
FROM public.workspace_members m
JOIN public.workspaces w ON w.id = m.workspace_id
WHERE m.status = 'active'
ORDER BY w.name;
