-- Sessions of whoever had this place before and has ended: his server processes may be in the midst of a query still.
SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity AS a
WHERE a.application_name OPERATOR(pg_catalog.=) {name} AND a.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
