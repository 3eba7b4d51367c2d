-- Why: What the application looks up as one row is one row: a workflow by its token, whose index was not unique, and
--   a folder by its slug, whose unique key does not hold for roots since their parent is NULL. The schema file needs them
--   too, or the next push takes them back.
-- Phase: validation
-- Locks: SHARE UPDATE EXCLUSIVE on agent_workflows and knowledge_folders while building
-- Requires: 0014_webhook_tokens
-- Transaction: none

CREATE UNIQUE INDEX CONCURRENTLY agent_workflows_webhook_token_key ON public.agent_workflows (webhook_token);

DROP INDEX CONCURRENTLY public.idx_agent_workflows_webhook;

CREATE UNIQUE INDEX CONCURRENTLY knowledge_folders_root_slug_key ON public.knowledge_folders (organization_id, slug) WHERE parent_id IS NULL;
