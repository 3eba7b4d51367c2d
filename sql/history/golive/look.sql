-- The steps of every platform, in the order they were deployed.
SELECT platform || '/' || step,
       NULL,
       CASE state WHEN 'started' THEN 'failed' WHEN 'reverted' THEN 'reverted' ELSE 'applied' END,
       pg_catalog.array_remove(ARRAY[
         CASE WHEN finished_at < started_at THEN 'ended before it began' END,
         CASE WHEN greatest(started_at, finished_at) > pg_catalog.now() + interval '1 hour' THEN 'lies in the future' END
       ], NULL)
FROM {table}
ORDER BY started_at, platform COLLATE "C", step COLLATE "C";
