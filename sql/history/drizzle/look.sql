-- In the order they were applied; created_at is when the migration was written, in milliseconds.
SELECT created_at::text,
       hash,
       'applied',
       pg_catalog.array_remove(ARRAY[
         CASE WHEN created_at / 1000.0 > extract(epoch FROM pg_catalog.now()) + 3600 THEN 'lies in the future' END
       ], NULL)
FROM {table}
ORDER BY id;
