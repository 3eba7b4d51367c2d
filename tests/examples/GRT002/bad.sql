GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO app;
