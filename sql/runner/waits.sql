-- Who waits for {pid}, and for whom {pid} waits, and how long already.
SELECT l.pid = {pid},
       coalesce(1000 * extract(epoch FROM pg_catalog.clock_timestamp() - l.waitstart), 0)::int,
       coalesce((
         SELECT pg_catalog.string_agg(
                  pg_catalog.format('pid %s %s', a.pid, coalesce(nullif(a.application_name, ''), 'without a name')),
                  ', ' ORDER BY a.pid
                )
         FROM pg_catalog.pg_stat_activity AS a
         WHERE a.pid = ANY (pg_catalog.pg_blocking_pids(l.pid))
       ), '')
FROM pg_catalog.pg_locks AS l
WHERE NOT l.granted AND (l.pid = {pid} OR {pid} = ANY (pg_catalog.pg_blocking_pids(l.pid)))
ORDER BY l.pid;
