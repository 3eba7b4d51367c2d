WITH gone AS (
    DELETE FROM golive_undo.kb_sections_settled u USING pg_temp.golive_batch b WHERE b.id = u.entry_id
    RETURNING u.entry_id, u.found_section
)
UPDATE public.knowledge_base k SET section_id = u.found_section
FROM gone u WHERE u.entry_id = k.id;
DROP TABLE golive_undo.kb_sections_settled;
