ALTER TABLE public.work_items
    DROP COLUMN workflow_template_id,
    DROP COLUMN workflow_source,
    DROP COLUMN workflow_metadata,
    DROP COLUMN work_item_type;

ALTER TABLE public.organizations
    DROP COLUMN square_logo_url,
    DROP COLUMN dark_logo_url,
    DROP COLUMN dark_square_logo_url;

ALTER TABLE public.agent_workflows
    DROP COLUMN folder_id;
