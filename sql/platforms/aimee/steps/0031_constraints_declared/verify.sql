SELECT pg_catalog.format('%s has %s: %s', w.relation, w.name, w.definition)
FROM (VALUES
    ('public.agent_workflow_schedules', 'agent_workflow_schedules_cron_fields',
     'CHECK (((cron_expression)::text ~ ''^\S+( \S+){4,5}$''::text))'),
    ('public.agent_workflows', 'agent_workflows_definition_is_steps',
     'CHECK (((jsonb_typeof(workflow_definition) = ''array''::text) AND (NOT jsonb_path_exists(workflow_definition, ''$[*]?((!(@."id".type() == "string") || !(@."type".type() == "string")) || !(@."config".type() == "object"))''::jsonpath))))'),
    ('public.agent_workflows', 'agent_workflows_trigger_config_is_object',
     'CHECK ((jsonb_typeof(trigger_config) = ''object''::text))'),
    ('public.agent_workflows', 'agent_workflows_trigger_type_known',
     'CHECK (((trigger_type)::text = ANY ((ARRAY[''manual''::character varying, ''schedule''::character varying, ''webhook''::character varying, ''integration_event''::character varying])::text[])))'),
    ('public.agent_workflows', 'agent_workflows_webhook_has_token',
     'CHECK ((((trigger_type)::text <> ''webhook''::text) OR (webhook_token IS NOT NULL)))'),
    ('public.agent_workflows', 'agent_workflows_webhook_token_form',
     'CHECK (((webhook_token)::text ~ ''^[0-9a-f]{64}$''::text))'),
    ('public.ai_agent_configurations', 'ai_agent_configurations_documents_are_lists',
     'CHECK (((jsonb_typeof(system_prompt_document_ids) = ''array''::text) AND (jsonb_typeof(knowledge_document_ids) = ''array''::text) AND (jsonb_typeof(linked_key_result_ids) = ''array''::text)))'),
    ('public.ai_assistant_functions', 'ai_assistant_functions_schema_is_object',
     'CHECK ((jsonb_typeof(function_schema) = ''object''::text))'),
    ('public.integrations', 'integrations_connection_config_is_object',
     'CHECK ((jsonb_typeof(connection_config) = ''object''::text))'),
    ('public.integrations', 'integrations_credentials_are_sealed',
     'CHECK ((credentials_encrypted ~ ''^[0-9a-f]{32}:([0-9a-f]{32})+$''::text))'),
    ('public.knowledge_documents', 'knowledge_documents_folder_id_knowledge_folders_id_fk',
     'FOREIGN KEY (folder_id) REFERENCES public.knowledge_folders(id)'),
    ('public.knowledge_folders', 'knowledge_folders_parent_id_knowledge_folders_id_fk',
     'FOREIGN KEY (parent_id) REFERENCES public.knowledge_folders(id)'),
    ('public.menu_items', 'menu_items_parent_id_menu_items_id_fk',
     'FOREIGN KEY (parent_id) REFERENCES public.menu_items(id)'),
    ('public.menu_items', 'menu_items_roles_are_list',
     'CHECK ((jsonb_typeof(role_permissions) = ''array''::text))'),
    ('public.menu_sections', 'menu_sections_roles_are_list',
     'CHECK ((jsonb_typeof(role_permissions) = ''array''::text))'),
    ('public.platform_features', 'platform_features_parent_feature_id_platform_features_id_fk',
     'FOREIGN KEY (parent_feature_id) REFERENCES public.platform_features(id)'),
    ('public.platform_features', 'platform_features_pages_are_list',
     'CHECK ((jsonb_typeof(linked_page_ids) = ''array''::text))')
) AS w(relation, name, definition)
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS k
    WHERE k.conrelid = pg_catalog.to_regclass(w.relation) AND k.conname = w.name
      AND pg_catalog.replace(pg_catalog.pg_get_constraintdef(k.oid), ' NOT VALID', '') = w.definition)
ORDER BY 1;
