-- In the order they were applied; a repeatable migration has no version.
SELECT coalesce(version, script),
       checksum::text,
       CASE WHEN NOT success THEN 'failed'
            WHEN type LIKE 'UNDO%' OR type = 'DELETE' THEN 'rolled back'
            ELSE 'applied'
       END,
       pg_catalog.array_remove(ARRAY[
         CASE WHEN installed_on > pg_catalog.now() + interval '1 day' THEN 'lies in the future' END
       ], NULL)
FROM {table}
WHERE type <> 'SCHEMA'
ORDER BY installed_rank;
