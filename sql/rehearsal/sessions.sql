-- Who is connected to this database beside this session.
SELECT a.pid
FROM pg_catalog.pg_stat_activity AS a
WHERE a.datname = pg_catalog.current_database()
  AND a.pid <> pg_catalog.pg_backend_pid()
  AND a.backend_type = 'client backend';
