-- E10 [migration history] a migration ran under two versions
-- names: 20241209000001
INSERT INTO supabase_migrations.schema_migrations
SELECT (jsonb_populate_record(m, '{"version": "20241209000001"}')).* FROM supabase_migrations.schema_migrations AS m
WHERE m.version = '20241209000000';
