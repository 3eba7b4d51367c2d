-- Why: The publish pushed an older state: columns of workflows, organisations and work items are missing. A list of
--   tables, which is all that the runbook looks at, does not show it.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on agent_workflows, organizations and work_items for an instant: no row is rewritten
-- Requires: nothing
-- Transaction: one
-- Loses: SELECT (SELECT count(*) FROM public.agent_workflows WHERE folder_id IS NOT NULL) + (SELECT count(*) FROM
--   public.organizations WHERE num_nonnulls(square_logo_url, dark_logo_url, dark_square_logo_url) > 0) + (SELECT count(*)
--   FROM public.work_items WHERE num_nonnulls(workflow_template_id, workflow_source, workflow_metadata, work_item_type) >
--   0)

ALTER TABLE public.agent_workflows
    ADD COLUMN folder_id integer;

ALTER TABLE public.organizations
    ADD COLUMN square_logo_url varchar(500),
    ADD COLUMN dark_logo_url varchar(500),
    ADD COLUMN dark_square_logo_url varchar(500);

ALTER TABLE public.work_items
    ADD COLUMN workflow_template_id varchar(100),
    ADD COLUMN workflow_source varchar(50),
    ADD COLUMN workflow_metadata jsonb,
    ADD COLUMN work_item_type varchar(100);
