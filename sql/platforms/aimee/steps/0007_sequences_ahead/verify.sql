WITH fed(sequence, highest) AS (
    SELECT 'public.agent_workflow_runs_id_seq', max(t.id) FROM public.agent_workflow_runs AS t
    UNION ALL SELECT 'public.agent_workflow_schedules_id_seq', max(t.id) FROM public.agent_workflow_schedules AS t
    UNION ALL SELECT 'public.agent_workflows_id_seq', max(t.id) FROM public.agent_workflows AS t
    UNION ALL SELECT 'public.ai_agent_configurations_id_seq', max(t.id) FROM public.ai_agent_configurations AS t
    UNION ALL SELECT 'public.ai_assistant_config_id_seq', max(t.id) FROM public.ai_assistant_config AS t
    UNION ALL SELECT 'public.ai_assistant_functions_id_seq', max(t.id) FROM public.ai_assistant_functions AS t
    UNION ALL SELECT 'public.check_in_cycles_id_seq', max(t.id) FROM public.check_in_cycles AS t
    UNION ALL SELECT 'public.check_in_meetings_id_seq', max(t.id) FROM public.check_in_meetings AS t
    UNION ALL SELECT 'public.integration_triggers_id_seq', max(t.id) FROM public.integration_triggers AS t
    UNION ALL SELECT 'public.integrations_id_seq', max(t.id) FROM public.integrations AS t
    UNION ALL SELECT 'public.key_result_tasks_id_seq', max(t.id) FROM public.key_result_tasks AS t
    UNION ALL SELECT 'public.key_results_id_seq', max(t.id) FROM public.key_results AS t
    UNION ALL SELECT 'public.knowledge_categories_id_seq', max(t.id) FROM public.knowledge_categories AS t
    UNION ALL SELECT 'public.knowledge_documents_id_seq', max(t.id) FROM public.knowledge_documents AS t
    UNION ALL SELECT 'public.knowledge_folders_id_seq', max(t.id) FROM public.knowledge_folders AS t
    UNION ALL SELECT 'public.layout_templates_id_seq', max(t.id) FROM public.layout_templates AS t
    UNION ALL SELECT 'public.menu_items_id_seq', max(t.id) FROM public.menu_items AS t
    UNION ALL SELECT 'public.menu_sections_id_seq', max(t.id) FROM public.menu_sections AS t
    UNION ALL SELECT 'public.objectives_id_seq', max(t.id) FROM public.objectives AS t
    UNION ALL SELECT 'public.organizations_id_seq', max(t.id) FROM public.organizations AS t
    UNION ALL SELECT 'public.platform_features_id_seq', max(t.id) FROM public.platform_features AS t
    UNION ALL SELECT 'public.team_members_id_seq', max(t.id) FROM public.team_members AS t
    UNION ALL SELECT 'public.teams_id_seq', max(t.id) FROM public.teams AS t
    UNION ALL SELECT 'public.theme_settings_id_seq', max(t.id) FROM public.theme_settings AS t
    UNION ALL SELECT 'public.users_id_seq', max(t.id) FROM public.users AS t
    UNION ALL SELECT 'public.webhook_events_id_seq', max(t.id) FROM public.webhook_events AS t
    UNION ALL SELECT 'public.work_items_id_seq', max(t.id) FROM public.work_items AS t
)
SELECT pg_catalog.format('%s stands at or above the %s that its table has', f.sequence, f.highest)
FROM fed AS f
WHERE f.highest > coalesce(pg_catalog.pg_sequence_last_value(pg_catalog.to_regclass(f.sequence)), 0)
UNION ALL
SELECT 'golive_undo.sequences keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.sequences') IS NULL;
