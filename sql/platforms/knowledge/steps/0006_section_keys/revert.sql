ALTER TABLE public.knowledge_base_sections
    DROP CONSTRAINT knowledge_base_sections_workspace_id_id_key,
    DROP CONSTRAINT knowledge_base_sections_workspace_id_name_key;
