SET LOCAL transaction_read_only = on;
SET LOCAL search_path = pg_catalog, pg_temp;
-- Where it would hide rows, nothing is said of them: the query fails instead.
SET LOCAL row_security = off;
