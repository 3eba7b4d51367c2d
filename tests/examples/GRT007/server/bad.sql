GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO example_app;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_reload_conf() TO example_app;
