-- A validated constraint cannot be made NOT VALID again: it is declared anew, as the step before left it.
ALTER TABLE public.agent_workflow_schedules
    DROP CONSTRAINT agent_workflow_schedules_cron_fields,
    ADD CONSTRAINT agent_workflow_schedules_cron_fields
        CHECK (cron_expression ~ '^\S+( \S+){4,5}$') NOT VALID;

ALTER TABLE public.agent_workflows
    DROP CONSTRAINT agent_workflows_definition_is_steps,
    DROP CONSTRAINT agent_workflows_trigger_config_is_object,
    DROP CONSTRAINT agent_workflows_trigger_type_known,
    DROP CONSTRAINT agent_workflows_webhook_has_token,
    DROP CONSTRAINT agent_workflows_webhook_token_form,
    ADD CONSTRAINT agent_workflows_definition_is_steps
        CHECK (jsonb_typeof(workflow_definition) = 'array' AND NOT jsonb_path_exists(workflow_definition,
        '$[*] ? (!(@."id".type() == "string") || !(@."type".type() == "string") || !(@."config".type() == "object"))')) NOT VALID,
    ADD CONSTRAINT agent_workflows_trigger_config_is_object
        CHECK (jsonb_typeof(trigger_config) = 'object') NOT VALID,
    ADD CONSTRAINT agent_workflows_trigger_type_known
        CHECK (trigger_type IN ('manual', 'schedule', 'webhook', 'integration_event')) NOT VALID,
    ADD CONSTRAINT agent_workflows_webhook_has_token
        CHECK (trigger_type <> 'webhook' OR webhook_token IS NOT NULL) NOT VALID,
    ADD CONSTRAINT agent_workflows_webhook_token_form
        CHECK (webhook_token ~ '^[0-9a-f]{64}$') NOT VALID;

ALTER TABLE public.ai_agent_configurations
    DROP CONSTRAINT ai_agent_configurations_documents_are_lists,
    ADD CONSTRAINT ai_agent_configurations_documents_are_lists
        CHECK (jsonb_typeof(system_prompt_document_ids) = 'array' AND jsonb_typeof(knowledge_document_ids) = 'array'
        AND jsonb_typeof(linked_key_result_ids) = 'array') NOT VALID;

ALTER TABLE public.ai_assistant_functions
    DROP CONSTRAINT ai_assistant_functions_schema_is_object,
    ADD CONSTRAINT ai_assistant_functions_schema_is_object
        CHECK (jsonb_typeof(function_schema) = 'object') NOT VALID;

ALTER TABLE public.integrations
    DROP CONSTRAINT integrations_connection_config_is_object,
    DROP CONSTRAINT integrations_credentials_are_sealed,
    ADD CONSTRAINT integrations_connection_config_is_object
        CHECK (jsonb_typeof(connection_config) = 'object') NOT VALID,
    ADD CONSTRAINT integrations_credentials_are_sealed
        CHECK (credentials_encrypted ~ '^[0-9a-f]{32}:([0-9a-f]{32})+$') NOT VALID;

ALTER TABLE public.knowledge_documents
    DROP CONSTRAINT knowledge_documents_folder_id_knowledge_folders_id_fk,
    ADD CONSTRAINT knowledge_documents_folder_id_knowledge_folders_id_fk
        FOREIGN KEY (folder_id) REFERENCES public.knowledge_folders (id) NOT VALID;

ALTER TABLE public.knowledge_folders
    DROP CONSTRAINT knowledge_folders_parent_id_knowledge_folders_id_fk,
    ADD CONSTRAINT knowledge_folders_parent_id_knowledge_folders_id_fk
        FOREIGN KEY (parent_id) REFERENCES public.knowledge_folders (id) NOT VALID;

ALTER TABLE public.menu_items
    DROP CONSTRAINT menu_items_parent_id_menu_items_id_fk,
    DROP CONSTRAINT menu_items_roles_are_list,
    ADD CONSTRAINT menu_items_parent_id_menu_items_id_fk
        FOREIGN KEY (parent_id) REFERENCES public.menu_items (id) NOT VALID,
    ADD CONSTRAINT menu_items_roles_are_list
        CHECK (jsonb_typeof(role_permissions) = 'array') NOT VALID;

ALTER TABLE public.menu_sections
    DROP CONSTRAINT menu_sections_roles_are_list,
    ADD CONSTRAINT menu_sections_roles_are_list
        CHECK (jsonb_typeof(role_permissions) = 'array') NOT VALID;

ALTER TABLE public.platform_features
    DROP CONSTRAINT platform_features_parent_feature_id_platform_features_id_fk,
    DROP CONSTRAINT platform_features_pages_are_list,
    ADD CONSTRAINT platform_features_parent_feature_id_platform_features_id_fk
        FOREIGN KEY (parent_feature_id) REFERENCES public.platform_features (id) NOT VALID,
    ADD CONSTRAINT platform_features_pages_are_list
        CHECK (jsonb_typeof(linked_page_ids) = 'array') NOT VALID;
