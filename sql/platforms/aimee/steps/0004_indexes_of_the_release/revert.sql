DROP INDEX CONCURRENTLY public.idx_workflow_schedules_next_run;

DROP INDEX CONCURRENTLY public.idx_work_items_workflow;

DROP INDEX CONCURRENTLY public.idx_work_items_type;

DROP INDEX CONCURRENTLY public.idx_platform_features_parent;

DROP INDEX CONCURRENTLY public.idx_menu_items_parent;

DROP INDEX CONCURRENTLY public.idx_knowledge_docs_folder;

DROP INDEX CONCURRENTLY public.idx_folders_parent;

DROP INDEX CONCURRENTLY public.idx_agent_workflows_folder;
