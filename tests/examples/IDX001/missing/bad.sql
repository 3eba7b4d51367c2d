DROP INDEX public.items_section_idx;
