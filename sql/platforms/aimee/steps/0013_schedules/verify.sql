SELECT pg_catalog.format('schedule %s stands with the organisation of its workflow and is active exactly while it runs by schedule', s.id)
FROM public.agent_workflow_schedules AS s
JOIN public.agent_workflows AS w ON w.id = s.workflow_id
WHERE (s.organization_id, s.is_active) IS DISTINCT FROM (w.organization_id, w.is_enabled AND w.trigger_type = 'schedule')
UNION ALL
SELECT 'golive_undo.schedules keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.schedules') IS NULL;
