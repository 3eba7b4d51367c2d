ALTER TABLE public.platform_features
    DROP CONSTRAINT platform_features_pages_are_list,
    DROP CONSTRAINT platform_features_parent_feature_id_platform_features_id_fk;

ALTER TABLE public.menu_sections
    DROP CONSTRAINT menu_sections_roles_are_list;

ALTER TABLE public.menu_items
    DROP CONSTRAINT menu_items_roles_are_list,
    DROP CONSTRAINT menu_items_parent_id_menu_items_id_fk;

ALTER TABLE public.knowledge_folders
    DROP CONSTRAINT knowledge_folders_parent_id_knowledge_folders_id_fk;

ALTER TABLE public.knowledge_documents
    DROP CONSTRAINT knowledge_documents_folder_id_knowledge_folders_id_fk;

ALTER TABLE public.integrations
    DROP CONSTRAINT integrations_credentials_are_sealed,
    DROP CONSTRAINT integrations_connection_config_is_object;

ALTER TABLE public.ai_assistant_functions
    DROP CONSTRAINT ai_assistant_functions_schema_is_object;

ALTER TABLE public.ai_agent_configurations
    DROP CONSTRAINT ai_agent_configurations_documents_are_lists;

ALTER TABLE public.agent_workflows
    DROP CONSTRAINT agent_workflows_webhook_token_form,
    DROP CONSTRAINT agent_workflows_webhook_has_token,
    DROP CONSTRAINT agent_workflows_trigger_type_known,
    DROP CONSTRAINT agent_workflows_trigger_config_is_object,
    DROP CONSTRAINT agent_workflows_definition_is_steps;

ALTER TABLE public.agent_workflow_schedules
    DROP CONSTRAINT agent_workflow_schedules_cron_fields;
