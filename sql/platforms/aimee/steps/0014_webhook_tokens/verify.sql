SELECT pg_catalog.format('workflow %s has a token of 64 hex digits that is nobody else''s', w.id)
FROM public.agent_workflows AS w
WHERE (w.webhook_token IS NULL AND w.trigger_type = 'webhook')
   OR w.webhook_token !~ '^[0-9a-f]{64}$'
   OR EXISTS (SELECT FROM public.agent_workflows AS o WHERE o.webhook_token = w.webhook_token AND o.id < w.id)
UNION ALL
SELECT 'golive_undo.webhook_tokens keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.webhook_tokens') IS NULL;
