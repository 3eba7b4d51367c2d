SET search_path = pg_catalog, pg_temp; SET statement_timeout = '10s';
