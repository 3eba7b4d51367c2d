-- Replication slots that nobody reads from, in the whole cluster, and how much of the log each holds back.
SELECT s.slot_name::text COLLATE "C" AS slot,
       s.slot_type,
       s.active,
       s.restart_lsn IS NOT NULL OR s.xmin IS NOT NULL OR s.catalog_xmin IS NOT NULL AS holds,
       coalesce(s.wal_status, '') AS wal_status,
       CASE WHEN pg_catalog.pg_is_in_recovery() THEN NULL
            ELSE pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.restart_lsn)::bigint END AS bytes
FROM pg_catalog.pg_replication_slots AS s
WHERE NOT s.temporary
ORDER BY 1;
