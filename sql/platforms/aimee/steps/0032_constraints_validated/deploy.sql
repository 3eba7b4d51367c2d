-- Why: The rows that were there are held against the constraints of the step before, beside the traffic. A row that
--   came in wrongly since the backfill stops this step.
-- Phase: validation
-- Locks: SHARE UPDATE EXCLUSIVE on the ten tables, ROW SHARE on what they refer to
-- Requires: 0031_constraints_declared
-- Transaction: one

ALTER TABLE public.agent_workflow_schedules VALIDATE CONSTRAINT agent_workflow_schedules_cron_fields;

ALTER TABLE public.agent_workflows VALIDATE CONSTRAINT agent_workflows_definition_is_steps;

ALTER TABLE public.agent_workflows VALIDATE CONSTRAINT agent_workflows_trigger_config_is_object;

ALTER TABLE public.agent_workflows VALIDATE CONSTRAINT agent_workflows_trigger_type_known;

ALTER TABLE public.agent_workflows VALIDATE CONSTRAINT agent_workflows_webhook_has_token;

ALTER TABLE public.agent_workflows VALIDATE CONSTRAINT agent_workflows_webhook_token_form;

ALTER TABLE public.ai_agent_configurations VALIDATE CONSTRAINT ai_agent_configurations_documents_are_lists;

ALTER TABLE public.ai_assistant_functions VALIDATE CONSTRAINT ai_assistant_functions_schema_is_object;

ALTER TABLE public.integrations VALIDATE CONSTRAINT integrations_connection_config_is_object;

ALTER TABLE public.integrations VALIDATE CONSTRAINT integrations_credentials_are_sealed;

ALTER TABLE public.knowledge_documents VALIDATE CONSTRAINT knowledge_documents_folder_id_knowledge_folders_id_fk;

ALTER TABLE public.knowledge_folders VALIDATE CONSTRAINT knowledge_folders_parent_id_knowledge_folders_id_fk;

ALTER TABLE public.menu_items VALIDATE CONSTRAINT menu_items_parent_id_menu_items_id_fk;

ALTER TABLE public.menu_items VALIDATE CONSTRAINT menu_items_roles_are_list;

ALTER TABLE public.menu_sections VALIDATE CONSTRAINT menu_sections_roles_are_list;

ALTER TABLE public.platform_features VALIDATE CONSTRAINT platform_features_parent_feature_id_platform_features_id_fk;

ALTER TABLE public.platform_features VALIDATE CONSTRAINT platform_features_pages_are_list;
