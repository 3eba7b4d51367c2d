SELECT pg_catalog.pg_terminate_backend(a.pid)
FROM pg_catalog.pg_stat_activity AS a
WHERE a.pid <> pg_catalog.pg_backend_pid()
  AND (a.application_name = {name} OR pg_catalog.starts_with(a.application_name, {name} || ' '));
