UPDATE public.knowledge_base k SET section_id = NULL
FROM pg_temp.golive_batch b JOIN golive_undo.kb_sections_wanted w ON w.workspace_id = b.id
WHERE w.found_id IS NULL AND k.section_id = w.id;
DELETE FROM public.knowledge_base_sections s
USING pg_temp.golive_batch b JOIN golive_undo.kb_sections_wanted w ON w.workspace_id = b.id
WHERE w.found_id IS NULL AND s.id = w.id;
UPDATE public.knowledge_base_sections s
SET icon = w.found_icon, display_order = w.found_order, description = w.found_description, is_default = w.found_default
FROM pg_temp.golive_batch b JOIN golive_undo.kb_sections_wanted w ON w.workspace_id = b.id
WHERE s.id = w.found_id;
DELETE FROM golive_undo.kb_sections_wanted w USING pg_temp.golive_batch b WHERE w.workspace_id = b.id;
DROP TABLE golive_undo.kb_sections_wanted;
