SELECT pg_catalog.format('workflow %s names integrations of its own organisation; %s is none', w.id, named.found)
FROM public.agent_workflows AS w
CROSS JOIN LATERAL (
    SELECT p.found FROM pg_catalog.jsonb_path_query(w.workflow_definition, 'strict $.**.integrationId') AS p(found)
    UNION
    SELECT w.trigger_config -> 'integrationId' WHERE w.trigger_config ? 'integrationId'
) AS named
WHERE NOT EXISTS (
    SELECT FROM public.integrations AS i
    WHERE i.id::text = named.found #>> '{}' AND i.organization_id = w.organization_id)
UNION ALL
SELECT 'golive_undo.integration_ids keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.integration_ids') IS NULL
UNION ALL
SELECT 'golive_undo.integration_ids_of_workflows keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.integration_ids_of_workflows') IS NULL;
