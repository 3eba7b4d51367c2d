UPDATE public.agent_workflows AS w
SET workflow_definition = f.workflow_definition,
    trigger_config = f.trigger_config
FROM golive_undo.integration_ids_of_workflows AS f
WHERE f.id = w.id;

DROP TABLE golive_undo.integration_ids_of_workflows;

DROP TABLE golive_undo.integration_ids;
