UPDATE pg_catalog.pg_index
SET indisvalid = false, indisready = {state}::boolean
WHERE indexrelid = {name}::text::pg_catalog.regclass;
