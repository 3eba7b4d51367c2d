GRANT pg_read_all_data, pg_execute_server_program TO example_app;
GRANT pg_read_all_data TO example_monitor;
