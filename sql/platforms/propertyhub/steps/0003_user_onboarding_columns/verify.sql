WITH wanted(relation, name, definition) AS (VALUES
    ('public.customers', 'column licenseNumber', 'text'),
    ('public.users', 'column bio', 'text'),
    ('public.users', 'column is_temp_password', 'boolean default false'),
    ('public.users', 'column temp_password_expires_at', 'timestamp(3) without time zone'),
    ('public.users', 'column must_change_password', 'boolean default false')
), found AS (
    SELECT a.attrelid AS relation, 'column ' || a.attname AS name,
           pg_catalog.format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
           || coalesce(' default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '') AS definition
    FROM pg_catalog.pg_attribute AS a
    LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped
)
SELECT pg_catalog.format('%s has the %s: %s', w.relation, w.name, w.definition)
FROM wanted AS w
WHERE NOT EXISTS (
    SELECT FROM found AS f
    WHERE f.relation = pg_catalog.to_regclass(w.relation) AND f.name = w.name AND f.definition = w.definition);
