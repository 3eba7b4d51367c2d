-- The strongest lock this session holds on each relation of the database.
SELECT DISTINCT ON (name) pg_catalog.format('%I.%I', n.nspname, c.relname) AS name, l.mode
FROM pg_catalog.pg_locks AS l
JOIN pg_catalog.pg_class AS c ON c.oid = l.relation
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE l.pid = pg_catalog.pg_backend_pid()
  AND l.locktype = 'relation'
  AND l.granted
  AND c.relkind IN ('r', 'p', 'm', 'f')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'golive')
ORDER BY name,
  pg_catalog.array_position(
    ARRAY['AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock', 'ShareUpdateExclusiveLock',
          'RowExclusiveLock', 'RowShareLock', 'AccessShareLock'],
    l.mode
  );
