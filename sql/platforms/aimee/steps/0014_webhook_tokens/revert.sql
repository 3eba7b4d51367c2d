WITH gone AS (
    DELETE FROM golive_undo.webhook_tokens AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id
    RETURNING u.id, u.webhook_token
)
UPDATE public.agent_workflows AS w
SET webhook_token = g.webhook_token
FROM gone AS g
WHERE g.id = w.id;

DROP TABLE golive_undo.webhook_tokens;
