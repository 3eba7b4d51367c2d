SET LOCAL transaction_read_only = on;
SET LOCAL search_path = pg_catalog, pg_temp;
