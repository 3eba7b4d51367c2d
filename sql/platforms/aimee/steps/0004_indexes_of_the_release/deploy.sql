-- Why: The publish pushed an older state: indexes made since are missing, the one among them by which the scheduler
--   finds what is due. Built beside the traffic; a push would hold up every writer.
-- Phase: schema
-- Locks: SHARE UPDATE EXCLUSIVE on each table in turn while building
-- Requires: 0003_columns_of_the_release
-- Transaction: none

CREATE INDEX CONCURRENTLY idx_agent_workflows_folder ON public.agent_workflows (folder_id);

CREATE INDEX CONCURRENTLY idx_folders_parent ON public.knowledge_folders (parent_id);

CREATE INDEX CONCURRENTLY idx_knowledge_docs_folder ON public.knowledge_documents (folder_id);

CREATE INDEX CONCURRENTLY idx_menu_items_parent ON public.menu_items (parent_id);

CREATE INDEX CONCURRENTLY idx_platform_features_parent ON public.platform_features (parent_feature_id);

CREATE INDEX CONCURRENTLY idx_work_items_type ON public.work_items (work_item_type);

CREATE INDEX CONCURRENTLY idx_work_items_workflow ON public.work_items (workflow_template_id);

CREATE INDEX CONCURRENTLY idx_workflow_schedules_next_run ON public.agent_workflow_schedules (next_run_at) WHERE is_active = true;
