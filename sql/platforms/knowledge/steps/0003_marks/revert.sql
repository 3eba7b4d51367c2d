ALTER TABLE public.knowledge_base_sections DROP COLUMN is_default;
ALTER TABLE public.knowledge_base DROP COLUMN is_shared;
