-- Why: A definition is an array of steps. Pasted as a text inside the JSON it looks the same on the screen, the
--   executor parses it each time, and nothing that searches for the ids in it finds any: the runbook's look for
--   integrationId fields passes it by.
-- Phase: backfill
-- Locks: row locks on the workflows of a batch
-- Requires: 0001_undo_schema
-- Transaction: batches
-- Batch: public.agent_workflows

CREATE TABLE golive_undo.workflow_steps (id integer PRIMARY KEY, workflow_definition jsonb);

WITH kept AS (
    INSERT INTO golive_undo.workflow_steps (id, workflow_definition)
    SELECT w.id, w.workflow_definition
    FROM pg_temp.golive_batch JOIN public.agent_workflows AS w USING (id)
    WHERE pg_catalog.jsonb_typeof(w.workflow_definition) = 'string'
    FOR UPDATE OF w
    ON CONFLICT (id) DO UPDATE SET id = excluded.id
    RETURNING id
)
UPDATE public.agent_workflows AS w
SET workflow_definition = (w.workflow_definition #>> '{}')::jsonb
FROM kept AS k
WHERE k.id = w.id;
