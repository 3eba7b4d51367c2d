GRANT SET ON PARAMETER session_replication_role TO example_app;
GRANT ALTER SYSTEM ON PARAMETER archive_command TO example_app;
REVOKE SET ON PARAMETER log_min_duration_statement FROM example_app;
