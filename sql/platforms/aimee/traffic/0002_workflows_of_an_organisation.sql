-- Why: the list of workflows, with when each of them ran
-- Identity: role aimee_app
-- Weight: 4
-- Release: both
-- Keys: SELECT id FROM public.organizations
SELECT id, organization_id, name, trigger_type, is_enabled, last_run_at, last_run_status
FROM public.agent_workflows
WHERE organization_id = $1
ORDER BY name;
