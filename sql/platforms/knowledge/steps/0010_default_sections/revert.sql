UPDATE public.knowledge_base k SET section_id = NULL
FROM golive_undo.kb_sections_wanted w WHERE w.found_id IS NULL AND k.section_id = w.id;
DELETE FROM public.knowledge_base_sections s
USING golive_undo.kb_sections_wanted w WHERE w.found_id IS NULL AND s.id = w.id;
UPDATE public.knowledge_base_sections s
SET icon = w.found_icon, display_order = w.found_order, description = w.found_description, is_default = w.found_default
FROM golive_undo.kb_sections_wanted w WHERE w.found_id = s.id;
DROP TABLE golive_undo.kb_sections_wanted;
