SELECT pg_catalog.format('there is the valid index %s', w.definition)
FROM (VALUES
    ('public.agent_workflows_webhook_token_key',
     'CREATE UNIQUE INDEX agent_workflows_webhook_token_key ON public.agent_workflows USING btree (webhook_token)'),
    ('public.knowledge_folders_root_slug_key',
     'CREATE UNIQUE INDEX knowledge_folders_root_slug_key ON public.knowledge_folders USING btree (organization_id, slug) WHERE (parent_id IS NULL)')
) AS w(name, definition)
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_index AS i
    WHERE i.indexrelid = pg_catalog.to_regclass(w.name) AND i.indisvalid AND i.indisready
      AND pg_catalog.pg_get_indexdef(i.indexrelid) = w.definition)
UNION ALL
SELECT 'no second index serves the tokens'
WHERE pg_catalog.to_regclass('public.idx_agent_workflows_webhook') IS NOT NULL;
