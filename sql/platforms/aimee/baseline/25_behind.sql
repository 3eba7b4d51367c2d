-- The publish pushed an older state of the schema: two tables, eight columns and the indexes made since are not there, and
-- a push leaves no row in a history.
DROP TABLE public.ai_agent_configurations, public.theme_settings;
ALTER TABLE public.agent_workflows DROP COLUMN folder_id;
ALTER TABLE public.organizations
    DROP COLUMN square_logo_url,
    DROP COLUMN dark_logo_url,
    DROP COLUMN dark_square_logo_url;
ALTER TABLE public.work_items
    DROP COLUMN workflow_template_id,
    DROP COLUMN workflow_source,
    DROP COLUMN workflow_metadata,
    DROP COLUMN work_item_type;
DROP INDEX public.idx_folders_parent, public.idx_knowledge_docs_folder, public.idx_menu_items_parent,
    public.idx_platform_features_parent, public.idx_workflow_schedules_next_run;
