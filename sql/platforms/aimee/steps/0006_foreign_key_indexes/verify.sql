SELECT pg_catalog.format('%s (%s) has the valid index %s', w.relation, w.name, w.index)
FROM (VALUES
    ('idx_agent_workflows_created_by', 'public.agent_workflows', 'created_by'),
    ('idx_agent_workflows_target_key_result_id', 'public.agent_workflows', 'target_key_result_id'),
    ('idx_agent_workflows_target_objective_id', 'public.agent_workflows', 'target_objective_id'),
    ('idx_ai_agent_configurations_created_by', 'public.ai_agent_configurations', 'created_by'),
    ('idx_ai_assistant_config_instruction_document_id', 'public.ai_assistant_config', 'instruction_document_id'),
    ('idx_ai_assistant_functions_created_by', 'public.ai_assistant_functions', 'created_by'),
    ('idx_ai_assistant_functions_integration_id', 'public.ai_assistant_functions', 'integration_id'),
    ('idx_key_result_tasks_created_by', 'public.key_result_tasks', 'created_by'),
    ('idx_key_result_tasks_team_id', 'public.key_result_tasks', 'team_id'),
    ('idx_key_results_assigned_to', 'public.key_results', 'assigned_to'),
    ('idx_key_results_created_by', 'public.key_results', 'created_by'),
    ('idx_key_results_knowledge_document_id', 'public.key_results', 'knowledge_document_id'),
    ('idx_key_results_team_id', 'public.key_results', 'team_id'),
    ('idx_knowledge_folders_created_by', 'public.knowledge_folders', 'created_by'),
    ('idx_objectives_created_by', 'public.objectives', 'created_by'),
    ('idx_pages_owner_user_id', 'public.pages', 'owner_user_id'),
    ('idx_platform_features_created_by', 'public.platform_features', 'created_by'),
    ('idx_platform_features_updated_by', 'public.platform_features', 'updated_by'),
    ('idx_team_members_user_id', 'public.team_members', 'user_id'),
    ('idx_webhook_events_workflow_run_id', 'public.webhook_events', 'workflow_run_id'),
    ('idx_work_items_assigned_to', 'public.work_items', 'assigned_to'),
    ('idx_work_items_created_by', 'public.work_items', 'created_by'),
    ('idx_work_items_owner_id', 'public.work_items', 'owner_id'),
    ('idx_work_items_team_id', 'public.work_items', 'team_id')
) AS w(index, relation, name)
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_index AS i
    WHERE i.indexrelid = pg_catalog.to_regclass('public.' || w.index) AND i.indrelid = pg_catalog.to_regclass(w.relation)
      AND i.indisvalid AND i.indisready AND i.indpred IS NULL AND i.indnatts = 1
      AND pg_catalog.pg_get_indexdef(i.indexrelid, 1, true) = w.name)
ORDER BY 1;
