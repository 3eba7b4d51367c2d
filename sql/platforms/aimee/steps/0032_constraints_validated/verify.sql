SELECT pg_catalog.format('no row of %s offends %s', w.relation, w.name)
FROM (VALUES
    ('public.agent_workflow_schedules', 'agent_workflow_schedules_cron_fields'),
    ('public.agent_workflows', 'agent_workflows_definition_is_steps'),
    ('public.agent_workflows', 'agent_workflows_trigger_config_is_object'),
    ('public.agent_workflows', 'agent_workflows_trigger_type_known'),
    ('public.agent_workflows', 'agent_workflows_webhook_has_token'),
    ('public.agent_workflows', 'agent_workflows_webhook_token_form'),
    ('public.ai_agent_configurations', 'ai_agent_configurations_documents_are_lists'),
    ('public.ai_assistant_functions', 'ai_assistant_functions_schema_is_object'),
    ('public.integrations', 'integrations_connection_config_is_object'),
    ('public.integrations', 'integrations_credentials_are_sealed'),
    ('public.knowledge_documents', 'knowledge_documents_folder_id_knowledge_folders_id_fk'),
    ('public.knowledge_folders', 'knowledge_folders_parent_id_knowledge_folders_id_fk'),
    ('public.menu_items', 'menu_items_parent_id_menu_items_id_fk'),
    ('public.menu_items', 'menu_items_roles_are_list'),
    ('public.menu_sections', 'menu_sections_roles_are_list'),
    ('public.platform_features', 'platform_features_parent_feature_id_platform_features_id_fk'),
    ('public.platform_features', 'platform_features_pages_are_list')
) AS w(relation, name)
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS k
    WHERE k.conrelid = pg_catalog.to_regclass(w.relation) AND k.conname = w.name AND k.convalidated)
ORDER BY 1;
