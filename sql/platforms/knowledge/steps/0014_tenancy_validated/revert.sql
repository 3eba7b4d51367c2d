-- A validated constraint cannot be made NOT VALID again: it is declared anew, as the step before left it.
ALTER TABLE public.knowledge_base
    DROP CONSTRAINT knowledge_base_workspace_or_shared,
    DROP CONSTRAINT knowledge_base_shared_has_no_section,
    DROP CONSTRAINT knowledge_base_workspace_id_fkey,
    DROP CONSTRAINT knowledge_base_section_fkey,
    ADD CONSTRAINT knowledge_base_workspace_or_shared CHECK (is_shared = (workspace_id IS NULL)) NOT VALID,
    ADD CONSTRAINT knowledge_base_shared_has_no_section CHECK (NOT is_shared OR section_id IS NULL) NOT VALID,
    ADD CONSTRAINT knowledge_base_workspace_id_fkey
        FOREIGN KEY (workspace_id) REFERENCES public.workspaces (id) ON DELETE CASCADE NOT VALID,
    ADD CONSTRAINT knowledge_base_section_fkey
        FOREIGN KEY (workspace_id, section_id) REFERENCES public.knowledge_base_sections (workspace_id, id) NOT VALID;
ALTER TABLE public.knowledge_base_sections
    DROP CONSTRAINT knowledge_base_sections_workspace_present,
    ADD CONSTRAINT knowledge_base_sections_workspace_present CHECK (workspace_id IS NOT NULL) NOT VALID;
