-- Subscriptions of this database: whether a worker runs.
SELECT pg_catalog.quote_ident(s.subname) COLLATE "C" AS subscription,
       s.subenabled AS enabled,
       EXISTS (SELECT FROM pg_catalog.pg_stat_subscription AS w WHERE w.subid = s.oid AND w.pid IS NOT NULL) AS runs,
       0::bigint AS failures
FROM pg_catalog.pg_subscription AS s
WHERE s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
ORDER BY 1;
