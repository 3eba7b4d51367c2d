ALTER TABLE public.knowledge_base_sections
    ADD CONSTRAINT knowledge_base_sections_workspace_present CHECK (workspace_id IS NOT NULL);
DO $$
BEGIN
    IF NOT (SELECT was_required FROM golive_undo.kb_sections_required) THEN
        ALTER TABLE public.knowledge_base_sections ALTER COLUMN workspace_id DROP NOT NULL;
    END IF;
END $$;
DROP TABLE golive_undo.kb_sections_required;
