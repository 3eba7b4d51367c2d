-- What a CREATE INDEX CONCURRENTLY leaves behind that was interrupted.
UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = 'public.items_section_idx'::regclass;
