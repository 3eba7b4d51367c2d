WITH gone AS (
    DELETE FROM golive_undo.integration_ids_of_workflows AS f USING pg_temp.golive_batch AS b WHERE b.id = f.id
    RETURNING f.id, f.workflow_definition, f.trigger_config
)
UPDATE public.agent_workflows AS w
SET workflow_definition = g.workflow_definition,
    trigger_config = g.trigger_config
FROM gone AS g
WHERE g.id = w.id;

DROP TABLE golive_undo.integration_ids_of_workflows;

DROP TABLE golive_undo.integration_ids;
