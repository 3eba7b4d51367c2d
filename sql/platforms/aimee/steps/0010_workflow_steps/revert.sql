WITH gone AS (
    DELETE FROM golive_undo.workflow_steps AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id
    RETURNING u.id, u.workflow_definition
)
UPDATE public.agent_workflows AS w
SET workflow_definition = g.workflow_definition
FROM gone AS g
WHERE g.id = w.id;

DROP TABLE golive_undo.workflow_steps;
