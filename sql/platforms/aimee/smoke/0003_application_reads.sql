-- Why: the runbook's last checks, as far as a database can answer them: what the application asks for when somebody of the
--   promoted organisation opens it, by the queries it sends.
SET LOCAL ROLE aimee_app;

SELECT 'the menu shows its sections and items in order, each with a page or an address',
       (SELECT pg_catalog.array_agg(m.path::text ORDER BY s.order_index, m.order_index)
        FROM public.menu_sections AS s
        JOIN public.menu_items AS m ON m.section_id = s.id AND m.is_visible AND m.status = 'active'
        LEFT JOIN public.pages AS p ON p.id = m.page_id AND p.unified_status IN ('live', 'dev') AND p.deleted_at IS NULL
        WHERE s.organization_id = 4 AND m.organization_id = 4 AND s.is_visible AND (p.id IS NOT NULL OR m.is_external))
       @> ARRAY['/support', '/customers', '/field']
UNION ALL
SELECT 'the menu of another organisation shows none of them',
       NOT EXISTS (SELECT FROM public.menu_items AS m
                   JOIN public.menu_sections AS s ON s.id = m.section_id AND s.organization_id = 4
                   WHERE m.organization_id = 2 OR m.organization_id IS NULL)
UNION ALL
SELECT 'the articles of the knowledge base are listed, newest first, with their authors',
       (SELECT pg_catalog.count(*) >= 3
        FROM public.knowledge_documents AS d LEFT JOIN public.users AS u ON u.id = d.author_id
        WHERE d.organization_id = 4 AND d.status = 'published' AND d.published_at <= pg_catalog.now()
          AND (d.author_id IS NULL OR u.organization_id = 4))
UNION ALL
SELECT 'each step that names an integration finds it with sealed credentials',
       (SELECT pg_catalog.bool_and(i.credentials_encrypted IS NOT NULL AND i.is_enabled AND i.organization_id = 4)
        FROM public.agent_workflows AS w
        CROSS JOIN LATERAL pg_catalog.jsonb_path_query(w.workflow_definition, 'strict $.**.integrationId') AS n(id)
        LEFT JOIN public.integrations AS i ON i.id = (n.id)::integer
        WHERE w.organization_id = 4 AND w.is_enabled)
UNION ALL
SELECT 'the scheduler finds the nightly sync, once, and its agent',
       (SELECT pg_catalog.count(*) = 1
        FROM public.agent_workflow_schedules AS s
        JOIN public.agent_workflows AS w ON w.id = s.workflow_id AND w.organization_id = s.organization_id AND w.is_enabled
        JOIN public.users AS u ON u.id = w.assigned_user_id AND u.user_type = 'agent' AND u.is_active
        WHERE s.is_active AND s.organization_id = 4 AND w.name = 'Nightly customer sync')
UNION ALL
SELECT 'a webhook finds its workflow by its trigger',
       (SELECT pg_catalog.count(*) = 1
        FROM public.integration_triggers AS t
        JOIN public.integrations AS i ON i.id = t.integration_id
        JOIN public.agent_workflows AS w ON w.organization_id = i.organization_id AND w.trigger_config ->> 'triggerId' = t.id::text
        WHERE t.trigger_key = 'ticket_created' AND i.organization_id = 4 AND w.is_enabled)
UNION ALL
SELECT 'the assistant has its configuration, its instructions and functions of its own and of the system',
       (SELECT c.is_enabled AND d.status = 'published'
               AND (SELECT pg_catalog.count(*) FROM public.ai_assistant_functions AS f
                    WHERE f.is_enabled AND (f.organization_id = 4 OR f.organization_id IS NULL)) >= 5
        FROM public.ai_assistant_config AS c JOIN public.knowledge_documents AS d ON d.id = c.instruction_document_id
        WHERE c.organization_id = 4)
UNION ALL
SELECT 'a ticket becomes a work item with the steps of its template',
       (SELECT pg_catalog.jsonb_array_length(t.steps) > 0
        FROM public.agent_workflows AS w
        JOIN public.workflow_templates AS t
          ON t.id = pg_catalog.jsonb_path_query_first(w.workflow_definition, 'strict $.**.templateId') #>> '{}'
        WHERE w.organization_id = 4 AND w.name = 'Support ticket to work item');
