DROP INDEX CONCURRENTLY public.idx_work_items_team_id;

DROP INDEX CONCURRENTLY public.idx_work_items_owner_id;

DROP INDEX CONCURRENTLY public.idx_work_items_created_by;

DROP INDEX CONCURRENTLY public.idx_work_items_assigned_to;

DROP INDEX CONCURRENTLY public.idx_webhook_events_workflow_run_id;

DROP INDEX CONCURRENTLY public.idx_team_members_user_id;

DROP INDEX CONCURRENTLY public.idx_platform_features_updated_by;

DROP INDEX CONCURRENTLY public.idx_platform_features_created_by;

DROP INDEX CONCURRENTLY public.idx_pages_owner_user_id;

DROP INDEX CONCURRENTLY public.idx_objectives_created_by;

DROP INDEX CONCURRENTLY public.idx_knowledge_folders_created_by;

DROP INDEX CONCURRENTLY public.idx_key_results_team_id;

DROP INDEX CONCURRENTLY public.idx_key_results_knowledge_document_id;

DROP INDEX CONCURRENTLY public.idx_key_results_created_by;

DROP INDEX CONCURRENTLY public.idx_key_results_assigned_to;

DROP INDEX CONCURRENTLY public.idx_key_result_tasks_team_id;

DROP INDEX CONCURRENTLY public.idx_key_result_tasks_created_by;

DROP INDEX CONCURRENTLY public.idx_ai_assistant_functions_integration_id;

DROP INDEX CONCURRENTLY public.idx_ai_assistant_functions_created_by;

DROP INDEX CONCURRENTLY public.idx_ai_assistant_config_instruction_document_id;

DROP INDEX CONCURRENTLY public.idx_ai_agent_configurations_created_by;

DROP INDEX CONCURRENTLY public.idx_agent_workflows_target_objective_id;

DROP INDEX CONCURRENTLY public.idx_agent_workflows_target_key_result_id;

DROP INDEX CONCURRENTLY public.idx_agent_workflows_created_by;
