-- Subscriptions of this database: whether a worker runs, and how often it failed.
SELECT pg_catalog.quote_ident(s.subname) COLLATE "C" AS subscription,
       s.subenabled AS enabled,
       EXISTS (SELECT FROM pg_catalog.pg_stat_subscription AS w WHERE w.subid = s.oid AND w.pid IS NOT NULL) AS runs,
       coalesce((SELECT e.apply_error_count + e.sync_error_count
                 FROM pg_catalog.pg_stat_subscription_stats AS e WHERE e.subid = s.oid), 0)::bigint AS failures
FROM pg_catalog.pg_subscription AS s
WHERE s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
ORDER BY 1;
