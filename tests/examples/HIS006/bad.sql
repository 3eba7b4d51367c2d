INSERT INTO public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
    VALUES ('3', 'x', '20250301000000_hotfix', '2025-03-01 10:00Z', '2025-03-01 10:01Z', 1);
