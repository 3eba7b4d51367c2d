-- What the session that holds the advisory lock {key}, a step's, has locked now.
SELECT DISTINCT pg_catalog.format('%I.%I', n.nspname, c.relname), l.mode
FROM pg_catalog.pg_locks AS a
JOIN pg_catalog.pg_locks AS l ON l.pid = a.pid AND l.locktype = 'relation' AND l.granted AND l.database = a.database
JOIN pg_catalog.pg_class AS c ON c.oid = l.relation AND c.relkind IN ('r', 'p', 'm', 'f')
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.locktype = 'advisory'
  AND a.granted
  AND a.objsubid = 1
  AND a.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
  AND (a.classid::bigint << 32 | a.objid::bigint) = {key}
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'golive');
