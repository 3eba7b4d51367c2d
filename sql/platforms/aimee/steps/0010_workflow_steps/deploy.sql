-- Why: A definition is an array of steps. Pasted as a text inside the JSON it looks the same on the screen, the
--   executor parses it each time, and nothing that searches for the ids in it finds any: the runbook's look for
--   integrationId fields passes it by.
-- Phase: backfill
-- Locks: row locks on the workflows it settles
-- Requires: 0001_undo_schema
-- Transaction: one

CREATE TABLE golive_undo.workflow_steps AS
SELECT w.id, w.workflow_definition
FROM public.agent_workflows AS w
WHERE pg_catalog.jsonb_typeof(w.workflow_definition) = 'string';

UPDATE public.agent_workflows AS w
SET workflow_definition = (w.workflow_definition #>> '{}')::jsonb
FROM golive_undo.workflow_steps AS s
WHERE s.id = w.id;
