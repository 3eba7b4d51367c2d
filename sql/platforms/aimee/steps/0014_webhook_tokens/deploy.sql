-- Why: A token tells one workflow: it is there, long and nobody else's. One was copied with the row it stood in, one
--   is missing from before tokens were given. The elder keeps its own. Callers of the others are told anew.
-- Phase: backfill
-- Locks: row locks on the workflows of a batch
-- Requires: 0001_undo_schema
-- Transaction: batches
-- Batch: public.agent_workflows

CREATE TABLE golive_undo.webhook_tokens (id integer PRIMARY KEY, webhook_token text);

-- 244 random bits as 64 lower-case hex digits, the form the application writes.
WITH kept AS (
    INSERT INTO golive_undo.webhook_tokens (id, webhook_token)
    SELECT w.id, w.webhook_token
    FROM pg_temp.golive_batch JOIN public.agent_workflows AS w USING (id)
    WHERE (w.webhook_token IS NULL AND w.trigger_type = 'webhook')
       OR w.webhook_token !~ '^[0-9a-f]{64}$'
       OR EXISTS (SELECT FROM public.agent_workflows AS o WHERE o.webhook_token = w.webhook_token AND o.id < w.id)
    FOR UPDATE OF w
    ON CONFLICT (id) DO UPDATE SET id = excluded.id
    RETURNING id
)
UPDATE public.agent_workflows AS w
SET webhook_token = pg_catalog.replace(pg_catalog.gen_random_uuid()::text || pg_catalog.gen_random_uuid()::text, '-', '')
FROM kept AS k
WHERE k.id = w.id;
