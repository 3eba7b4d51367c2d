-- B08 [migration history] the migration that the runbook is about was never recorded
-- names: supabase_migrations.schema_migrations
DELETE FROM supabase_migrations.schema_migrations WHERE version = '20260131150000';
