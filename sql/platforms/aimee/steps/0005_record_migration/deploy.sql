-- Why: The runbook says that Drizzle's migrations run by themselves; the release only has `drizzle-kit push`, so
--   production has no history, and the first `drizzle-kit migrate` would fail at the first CREATE TYPE. What is there is
--   compared with what the one migration makes, table by table, and recorded as Drizzle would have.
-- Phase: schema
-- Locks: none that blocks
-- Requires: 0002_tables_of_the_release, 0003_columns_of_the_release, 0004_indexes_of_the_release
-- Transaction: one
-- Loses: SELECT count(*) FROM drizzle.__drizzle_migrations
--   WHERE hash <> '0d3a892e68b5c8d905d0dc915928ce8bd9effb8a88952d1ccb5129b825cf511c'

CREATE SCHEMA drizzle AUTHORIZATION aimee_owner;

CREATE TABLE drizzle.__drizzle_migrations (
    id serial PRIMARY KEY,
    hash text NOT NULL,
    created_at bigint
);

ALTER TABLE drizzle.__drizzle_migrations OWNER TO aimee_owner;

-- One statement, so that nothing is recorded that was not looked at: a digest per table and type, columns in any order.
DO $record$
DECLARE
    differing text;
BEGIN
    WITH facts(relation, fact) AS (
        SELECT c.relname, pg_catalog.concat_ws(' ', 'column', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
                   CASE WHEN a.attnotnull THEN 'not null' END, pg_catalog.pg_get_expr(d.adbin, d.adrelid))
        FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        UNION ALL
        SELECT c.relname, pg_catalog.concat_ws(' ', 'constraint', k.conname, pg_catalog.pg_get_constraintdef(k.oid))
        FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_constraint AS k ON k.conrelid = c.oid AND k.contype IN ('c', 'f', 'p', 'u')
        WHERE c.relnamespace = 'public'::regnamespace
        UNION ALL
        SELECT c.relname, pg_catalog.pg_get_indexdef(i.indexrelid)
        FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_index AS i ON i.indrelid = c.oid AND i.indisvalid
        WHERE c.relnamespace = 'public'::regnamespace
        UNION ALL
        SELECT t.typname, e.enumlabel
        FROM pg_catalog.pg_type AS t
        JOIN pg_catalog.pg_enum AS e ON e.enumtypid = t.oid
        WHERE t.typnamespace = 'public'::regnamespace
    )
    , digests AS (
        SELECT f.relation::text, pg_catalog.left(pg_catalog.md5(pg_catalog.string_agg(f.fact, E'\n' ORDER BY f.fact COLLATE "C")), 12) AS digest
        FROM facts AS f GROUP BY f.relation
    ), expected(relation, digest) AS (VALUES
        ('agent_workflow_runs', '1027a03ae86a'), ('agent_workflow_schedules', '32b3404d073b'), ('agent_workflows', 'c136f7feffa4'), ('ai_agent_configurations', 'ed2f87dfd1fb'),
        ('ai_assistant_config', '07ee54caa9b8'), ('ai_assistant_functions', '19bef9aab07a'), ('build_status', '7e714c0ce769'), ('check_in_cycles', '92fa8de9654c'),
        ('check_in_meetings', '7edbe0647524'), ('default_cadence', '687dee211357'), ('document_status', 'e24090dec0ba'), ('document_visibility', '64c3f29fe82b'),
        ('folder_type', '7e20b3b66dcd'), ('integration_triggers', 'b6b3ef4c1efe'), ('integrations', '7683e0a0c581'), ('key_result_status', 'ae1363402dd7'),
        ('key_result_task_status', 'd65acfe2607e'), ('key_result_tasks', '965b8b1b23ba'), ('key_result_type', '709a14073116'), ('key_results', '35b3b3764da6'),
        ('knowledge_categories', '54173483840a'), ('knowledge_completion_requirement', 'a632f3a27247'), ('knowledge_document_type', '1a2a08c1d319'), ('knowledge_documents', 'b58d9025b878'),
        ('knowledge_folders', '8c724f50220a'), ('kpi_type', 'cf803cd45dbb'), ('layout_templates', '81ecd0bbdab0'), ('meeting_length', '4e281f7b5401'),
        ('menu_items', '845a09ce73b7'), ('menu_sections', 'a2205a181799'), ('monthly_rule_type', 'ff0311d42546'), ('nth', 'a38bb720fa46'),
        ('objective_status', 'cc16d45ae92c'), ('objectives', 'c8d36d09e7e9'), ('organizations', 'e58bbd3edae5'), ('page_status', '577c1310fe26'),
        ('pages', 'd439480cdfb7'), ('period_rule_type', 'ff0311d42546'), ('platform_features', '52258d16a7e7'), ('team_members', 'c626d6261e1a'),
        ('team_role', 'd3ac42d9785e'), ('teams', 'dbe57f0341e2'), ('theme_settings', '89641996aac4'), ('unified_status', '482d30339dab'),
        ('user_role', '043f60c40f36'), ('user_type', '0d64eccb6fbb'), ('users', '918067f4a703'), ('webhook_events', 'b97ce86bf43b'),
        ('weekday', '21c7810b5628'), ('work_item_status', 'b4fd25b8e567'), ('work_items', '4a2f20a13e80'), ('workflow_templates', 'cc06b0aef973')
    )
    SELECT pg_catalog.string_agg(pg_catalog.quote_ident(coalesce(e.relation, d.relation)), ', ' ORDER BY coalesce(e.relation, d.relation))
    INTO differing
    FROM expected AS e FULL JOIN digests AS d ON d.relation = e.relation
    WHERE e.digest IS DISTINCT FROM d.digest;
    IF differing IS NOT NULL THEN
        RAISE EXCEPTION 'schema public is not what 0000_big_sleepwalker makes: %', differing
            USING HINT = 'compare these with migrations/0000_big_sleepwalker.sql before anything is recorded';
    END IF;
    INSERT INTO drizzle.__drizzle_migrations (hash, created_at)
    VALUES ('0d3a892e68b5c8d905d0dc915928ce8bd9effb8a88952d1ccb5129b825cf511c', 1765208421815);
END
$record$;
