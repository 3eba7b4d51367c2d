-- Why: A token tells one workflow: it is there, long and nobody else's. One was copied with the row it stood in, one
--   is missing from before tokens were given. The elder keeps its own. Callers of the others are told anew.
-- Phase: backfill
-- Locks: row locks on the workflows it settles
-- Requires: 0001_undo_schema
-- Transaction: one

CREATE TABLE golive_undo.webhook_tokens AS
SELECT w.id, w.webhook_token
FROM public.agent_workflows AS w
WHERE (w.webhook_token IS NULL AND w.trigger_type = 'webhook')
   OR w.webhook_token !~ '^[0-9a-f]{64}$'
   OR EXISTS (SELECT FROM public.agent_workflows AS o WHERE o.webhook_token = w.webhook_token AND o.id < w.id);

-- 244 random bits as 64 lower-case hex digits, the form the application writes.
UPDATE public.agent_workflows AS w
SET webhook_token = pg_catalog.replace(pg_catalog.gen_random_uuid()::text || pg_catalog.gen_random_uuid()::text, '-', '')
FROM golive_undo.webhook_tokens AS t
WHERE t.id = w.id;
