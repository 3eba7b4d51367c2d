-- Why: the rows that were there are checked against the constraints of the step before, beside the traffic. A row that came in
--   without a workspace since the backfill stops this step.
-- Phase: validation
-- Locks: SHARE UPDATE EXCLUSIVE on public.knowledge_base and public.knowledge_base_sections, ROW SHARE on public.workspaces
-- Requires: 0013_tenancy_declared
-- Transaction: one
ALTER TABLE public.knowledge_base VALIDATE CONSTRAINT knowledge_base_workspace_or_shared;

ALTER TABLE public.knowledge_base VALIDATE CONSTRAINT knowledge_base_shared_has_no_section;

ALTER TABLE public.knowledge_base VALIDATE CONSTRAINT knowledge_base_workspace_id_fkey;

ALTER TABLE public.knowledge_base VALIDATE CONSTRAINT knowledge_base_section_fkey;

ALTER TABLE public.knowledge_base_sections VALIDATE CONSTRAINT knowledge_base_sections_workspace_present;
