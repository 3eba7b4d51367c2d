INSERT INTO public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
    SELECT '3', checksum, migration_name, '2025-03-01 10:00Z', '2025-03-01 10:01Z', 1
    FROM public._prisma_migrations WHERE id = '1';
