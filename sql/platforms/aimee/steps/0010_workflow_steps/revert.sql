UPDATE public.agent_workflows AS w
SET workflow_definition = s.workflow_definition
FROM golive_undo.workflow_steps AS s
WHERE s.id = w.id;

DROP TABLE golive_undo.workflow_steps;
