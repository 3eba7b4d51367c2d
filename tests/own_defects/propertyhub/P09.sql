-- P09 [migration history] a migration was edited after it had run
-- names: 20241202093000_storage_quota
UPDATE public._prisma_migrations SET checksum = repeat('0', 64) WHERE migration_name = '20241202093000_storage_quota';
