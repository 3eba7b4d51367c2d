SELECT coalesce(a.usename::text, ''), count(*)
FROM pg_catalog.pg_stat_activity AS a
WHERE a.datname = {database} AND a.pid <> pg_catalog.pg_backend_pid() AND coalesce(a.backend_type, 'client backend') = 'client backend'
GROUP BY 1
ORDER BY 1;
