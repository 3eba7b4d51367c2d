-- Why: The original has no check in the whole database and leaves out four foreign keys, so that whatever is pasted
--   is kept. What the backfill made true is kept true: JSON of the shape the executor needs, credentials sealed, tokens
--   long, parents and folders that exist. NOT VALID: new rows obey at once and no lock outlasts a moment. The schema file
--   needs them too, or the next push drops them.
-- Phase: validation
-- Locks: ACCESS EXCLUSIVE on the ten tables in the order of their names, for the catalog change only
-- Requires: 0009_credentials_form, 0010_workflow_steps, 0014_webhook_tokens, 0015_menu_and_pages, 0016_knowledge,
--   0017_feature_pages
-- Transaction: one

ALTER TABLE public.agent_workflow_schedules
    ADD CONSTRAINT agent_workflow_schedules_cron_fields
        CHECK (cron_expression ~ '^\S+( \S+){4,5}$') NOT VALID;

ALTER TABLE public.agent_workflows
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
    ADD CONSTRAINT ai_agent_configurations_documents_are_lists
        CHECK (jsonb_typeof(system_prompt_document_ids) = 'array' AND jsonb_typeof(knowledge_document_ids) = 'array'
        AND jsonb_typeof(linked_key_result_ids) = 'array') NOT VALID;

ALTER TABLE public.ai_assistant_functions
    ADD CONSTRAINT ai_assistant_functions_schema_is_object
        CHECK (jsonb_typeof(function_schema) = 'object') NOT VALID;

ALTER TABLE public.integrations
    ADD CONSTRAINT integrations_connection_config_is_object
        CHECK (jsonb_typeof(connection_config) = 'object') NOT VALID,
    ADD CONSTRAINT integrations_credentials_are_sealed
        CHECK (credentials_encrypted ~ '^[0-9a-f]{32}:([0-9a-f]{32})+$') NOT VALID;

ALTER TABLE public.knowledge_documents
    ADD CONSTRAINT knowledge_documents_folder_id_knowledge_folders_id_fk
        FOREIGN KEY (folder_id) REFERENCES public.knowledge_folders (id) NOT VALID;

ALTER TABLE public.knowledge_folders
    ADD CONSTRAINT knowledge_folders_parent_id_knowledge_folders_id_fk
        FOREIGN KEY (parent_id) REFERENCES public.knowledge_folders (id) NOT VALID;

ALTER TABLE public.menu_items
    ADD CONSTRAINT menu_items_parent_id_menu_items_id_fk
        FOREIGN KEY (parent_id) REFERENCES public.menu_items (id) NOT VALID,
    ADD CONSTRAINT menu_items_roles_are_list
        CHECK (jsonb_typeof(role_permissions) = 'array') NOT VALID;

ALTER TABLE public.menu_sections
    ADD CONSTRAINT menu_sections_roles_are_list
        CHECK (jsonb_typeof(role_permissions) = 'array') NOT VALID;

ALTER TABLE public.platform_features
    ADD CONSTRAINT platform_features_parent_feature_id_platform_features_id_fk
        FOREIGN KEY (parent_feature_id) REFERENCES public.platform_features (id) NOT VALID,
    ADD CONSTRAINT platform_features_pages_are_list
        CHECK (jsonb_typeof(linked_page_ids) = 'array') NOT VALID;
