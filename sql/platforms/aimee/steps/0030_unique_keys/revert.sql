DROP INDEX CONCURRENTLY public.knowledge_folders_root_slug_key;

CREATE INDEX CONCURRENTLY idx_agent_workflows_webhook ON public.agent_workflows (webhook_token);

DROP INDEX CONCURRENTLY public.agent_workflows_webhook_token_key;
