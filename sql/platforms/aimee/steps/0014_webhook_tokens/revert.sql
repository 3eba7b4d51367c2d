UPDATE public.agent_workflows AS w
SET webhook_token = t.webhook_token
FROM golive_undo.webhook_tokens AS t
WHERE t.id = w.id;

DROP TABLE golive_undo.webhook_tokens;
