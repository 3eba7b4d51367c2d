-- Each attempt in the order it was made; never the log.
SELECT migration_name,
       checksum,
       CASE WHEN rolled_back_at IS NOT NULL THEN 'rolled back'
            WHEN finished_at IS NULL THEN 'failed'
            WHEN applied_steps_count = 0 THEN 'resolved'
            ELSE 'applied'
       END,
       pg_catalog.array_remove(ARRAY[
         CASE WHEN finished_at < started_at AND applied_steps_count > 0 THEN 'ended before it began' END,
         CASE WHEN greatest(started_at, finished_at) > pg_catalog.now() + interval '1 hour' THEN 'lies in the future' END
       ], NULL)
FROM {table}
ORDER BY started_at, migration_name COLLATE "C", id COLLATE "C";
