-- What the Supabase CLI has on record: one migration. The tables before it were built by hand in the dashboard, and the
-- statements of the runbook are in no migration at all.
CREATE SCHEMA supabase_migrations;
CREATE TABLE supabase_migrations.schema_migrations (
    version text NOT NULL CONSTRAINT schema_migrations_pkey PRIMARY KEY,
    statements text[],
    name text
);
INSERT INTO supabase_migrations.schema_migrations (version, name) VALUES ('20260131150000', 'unified_workflow');
