-- Why: the scheduler notes that a workflow has run
-- Identity: role aimee_app
-- Weight: 2
-- Release: both
-- Keys: SELECT id, organization_id FROM public.agent_workflows
UPDATE public.agent_workflows SET last_run_at = now(), last_run_status = 'completed'
WHERE id = $1 AND organization_id = $2
RETURNING id;
