GRANT pg_read_all_stats TO example_app;
