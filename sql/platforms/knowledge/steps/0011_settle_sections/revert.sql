UPDATE public.knowledge_base k SET section_id = u.found_section
FROM golive_undo.kb_sections_settled u WHERE u.entry_id = k.id;
DROP TABLE golive_undo.kb_sections_settled;
