-- Why a walk should rest: a standby that falls behind, a snapshot that keeps dead rows, sessions that wait for locks.
SELECT pg_catalog.format('standby %s is %s s behind', coalesce(nullif(r.application_name, ''), r.pid::text),
                         extract(epoch FROM r.replay_lag)::int)
FROM pg_catalog.pg_stat_replication AS r
WHERE r.replay_lag > {lag_s} * interval '1 second'
UNION ALL
SELECT pg_catalog.format('pid %s (%s) keeps a snapshot of %s s', a.pid,
                         coalesce(nullif(a.application_name, ''), 'without a name'),
                         extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::int)
FROM pg_catalog.pg_stat_activity AS a
WHERE a.backend_xmin IS NOT NULL AND a.backend_type = 'client backend' AND a.pid <> pg_catalog.pg_backend_pid()
  AND a.xact_start < pg_catalog.clock_timestamp() - {snapshot_s} * interval '1 second'
UNION ALL
SELECT pg_catalog.format('%s sessions wait for locks', count(*))
FROM pg_catalog.pg_stat_activity AS a
WHERE a.state = 'active' AND a.wait_event_type = 'Lock'
HAVING count(*) >= {waiting}
ORDER BY 1;
