-- Why: Drizzle makes no index for a foreign key, and 24 have none: each deletion of a user, team or objective reads
--   these tables whole. Built beside the traffic. The schema file needs them too, or the next push drops them.
-- Phase: schema
-- Locks: SHARE UPDATE EXCLUSIVE on each table in turn while building
-- Requires: 0005_record_migration
-- Transaction: none

CREATE INDEX CONCURRENTLY idx_agent_workflows_created_by ON public.agent_workflows (created_by);

CREATE INDEX CONCURRENTLY idx_agent_workflows_target_key_result_id ON public.agent_workflows (target_key_result_id);

CREATE INDEX CONCURRENTLY idx_agent_workflows_target_objective_id ON public.agent_workflows (target_objective_id);

CREATE INDEX CONCURRENTLY idx_ai_agent_configurations_created_by ON public.ai_agent_configurations (created_by);

CREATE INDEX CONCURRENTLY idx_ai_assistant_config_instruction_document_id ON public.ai_assistant_config (instruction_document_id);

CREATE INDEX CONCURRENTLY idx_ai_assistant_functions_created_by ON public.ai_assistant_functions (created_by);

CREATE INDEX CONCURRENTLY idx_ai_assistant_functions_integration_id ON public.ai_assistant_functions (integration_id);

CREATE INDEX CONCURRENTLY idx_key_result_tasks_created_by ON public.key_result_tasks (created_by);

CREATE INDEX CONCURRENTLY idx_key_result_tasks_team_id ON public.key_result_tasks (team_id);

CREATE INDEX CONCURRENTLY idx_key_results_assigned_to ON public.key_results (assigned_to);

CREATE INDEX CONCURRENTLY idx_key_results_created_by ON public.key_results (created_by);

CREATE INDEX CONCURRENTLY idx_key_results_knowledge_document_id ON public.key_results (knowledge_document_id);

CREATE INDEX CONCURRENTLY idx_key_results_team_id ON public.key_results (team_id);

CREATE INDEX CONCURRENTLY idx_knowledge_folders_created_by ON public.knowledge_folders (created_by);

CREATE INDEX CONCURRENTLY idx_objectives_created_by ON public.objectives (created_by);

CREATE INDEX CONCURRENTLY idx_pages_owner_user_id ON public.pages (owner_user_id);

CREATE INDEX CONCURRENTLY idx_platform_features_created_by ON public.platform_features (created_by);

CREATE INDEX CONCURRENTLY idx_platform_features_updated_by ON public.platform_features (updated_by);

CREATE INDEX CONCURRENTLY idx_team_members_user_id ON public.team_members (user_id);

CREATE INDEX CONCURRENTLY idx_webhook_events_workflow_run_id ON public.webhook_events (workflow_run_id);

CREATE INDEX CONCURRENTLY idx_work_items_assigned_to ON public.work_items (assigned_to);

CREATE INDEX CONCURRENTLY idx_work_items_created_by ON public.work_items (created_by);

CREATE INDEX CONCURRENTLY idx_work_items_owner_id ON public.work_items (owner_id);

CREATE INDEX CONCURRENTLY idx_work_items_team_id ON public.work_items (team_id);
