WITH wanted(relation, name, definition) AS (VALUES
    ('public.agent_workflows', 'column folder_id', 'integer'),
    ('public.organizations', 'column dark_logo_url', 'character varying(500)'),
    ('public.organizations', 'column dark_square_logo_url', 'character varying(500)'),
    ('public.organizations', 'column square_logo_url', 'character varying(500)'),
    ('public.work_items', 'column work_item_type', 'character varying(100)'),
    ('public.work_items', 'column workflow_metadata', 'jsonb'),
    ('public.work_items', 'column workflow_source', 'character varying(50)'),
    ('public.work_items', 'column workflow_template_id', 'character varying(100)')
), found AS (
    SELECT a.attrelid AS relation, 'column ' || a.attname AS name,
           pg_catalog.format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
           || coalesce(' default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '') AS definition
    FROM pg_catalog.pg_attribute AS a
    LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT k.conrelid, 'constraint ' || k.conname, pg_catalog.pg_get_constraintdef(k.oid)
    FROM pg_catalog.pg_constraint AS k
    WHERE k.convalidated AND k.contype IN ('c', 'f', 'p', 'u')
    UNION ALL
    SELECT i.indrelid, 'index ' || c.relname, pg_catalog.pg_get_indexdef(i.indexrelid)
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
    WHERE i.indisvalid
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u'))
)
SELECT pg_catalog.format('%s has the %s: %s', w.relation, w.name, w.definition)
FROM wanted AS w
WHERE NOT EXISTS (
    SELECT FROM found AS f
    WHERE f.relation = pg_catalog.to_regclass(w.relation) AND f.name = w.name AND f.definition = w.definition);
