SELECT migration_name,
       checksum,
       CASE WHEN rolled_back_at IS NOT NULL THEN 'rolled back'
            WHEN finished_at IS NULL THEN 'failed'
            WHEN applied_steps_count = 0 THEN 'resolved'
            ELSE 'applied'
       END
FROM {table}
ORDER BY started_at, migration_name COLLATE "C", id COLLATE "C";
