SET LOCAL transaction_read_only = on;
SET LOCAL search_path = pg_catalog, pg_temp;
-- Where it would hide rows, the count fails instead.
SET LOCAL row_security = off;
