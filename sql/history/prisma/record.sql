INSERT INTO {table} (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
VALUES (
  pg_catalog.gen_random_uuid()::text, {checksum}, pg_catalog.clock_timestamp(), {migration}, pg_catalog.now(), 1
);
