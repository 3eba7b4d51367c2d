-- Who holds the lock, and for how long no heartbeat of its run was heard; before the first one, how long it is idle itself.
SELECT l.pid,
       coalesce(a.application_name, ''),
       coalesce(a.usename::text, ''),
       coalesce(run.token, ''),
       coalesce(pg_catalog.pg_has_role(a.usesysid, 'USAGE') OR pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE'), false),
       CASE WHEN run.token IS NOT NULL THEN (
         SELECT extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(
                  max(s.state_change) FILTER (WHERE s.pid <> l.pid), max(s.state_change)))::float8
         FROM pg_catalog.pg_stat_activity AS s
         WHERE s.usename = a.usename
           AND (s.application_name = run.token || ' beat' OR (s.pid = l.pid AND s.state <> 'active'))
       ) END
FROM pg_catalog.pg_locks AS l
LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
LEFT JOIN LATERAL (
  SELECT pg_catalog.substring(a.application_name, '^(golive [0-9a-f]{{12}}) ') AS token
) AS run ON true
WHERE l.locktype = 'advisory'
  AND l.granted
  AND l.objsubid = 1
  AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
  AND (l.classid::bigint << 32 | l.objid::bigint) = {key}
ORDER BY l.pid;
