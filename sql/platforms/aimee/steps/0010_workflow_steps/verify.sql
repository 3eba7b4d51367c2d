SELECT pg_catalog.format('the definition of workflow %s is an array of steps', w.id)
FROM public.agent_workflows AS w
WHERE pg_catalog.jsonb_typeof(w.workflow_definition) <> 'array'
UNION ALL
SELECT 'golive_undo.workflow_steps keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.workflow_steps') IS NULL;
