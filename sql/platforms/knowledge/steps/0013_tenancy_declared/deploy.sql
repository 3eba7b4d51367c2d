-- Why: what the backfill made true is kept true: an entry has a workspace or is marked as shared, its workspace exists, its
--   section is its own workspace's. The scripts leave NULL to mean shared and have no constraint at all. Declared for new
--   rows first, without looking at the old ones, so that no lock outlasts a moment.
-- Phase: validation
-- Locks: ACCESS EXCLUSIVE on public.knowledge_base and public.knowledge_base_sections, SHARE ROW EXCLUSIVE on public.workspaces, for the catalog change only
-- Requires: 0009_backfill_workspaces, 0011_settle_sections
-- Transaction: one
ALTER TABLE public.knowledge_base
    ADD CONSTRAINT knowledge_base_workspace_or_shared CHECK (is_shared = (workspace_id IS NULL)) NOT VALID;

ALTER TABLE public.knowledge_base
    ADD CONSTRAINT knowledge_base_shared_has_no_section CHECK (NOT is_shared OR section_id IS NULL) NOT VALID;

ALTER TABLE public.knowledge_base
    ADD CONSTRAINT knowledge_base_workspace_id_fkey
    FOREIGN KEY (workspace_id) REFERENCES public.workspaces (id) ON DELETE CASCADE NOT VALID;

ALTER TABLE public.knowledge_base
    ADD CONSTRAINT knowledge_base_section_fkey
    FOREIGN KEY (workspace_id, section_id) REFERENCES public.knowledge_base_sections (workspace_id, id) NOT VALID;

ALTER TABLE public.knowledge_base_sections
    ADD CONSTRAINT knowledge_base_sections_workspace_present CHECK (workspace_id IS NOT NULL) NOT VALID;
