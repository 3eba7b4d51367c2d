WITH wanted(relation, columns) AS (VALUES
    ('public.notification_templates', 'name, type'),
    ('public.team_roles', 'name')
)
SELECT pg_catalog.format('of the rows of %s without customer, (%s) is unique', w.relation, w.columns)
FROM wanted AS w
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_index AS i
    WHERE i.indrelid = pg_catalog.to_regclass(w.relation) AND i.indisunique AND i.indisvalid
      AND pg_catalog.pg_get_expr(i.indpred, i.indrelid) = '(customer_id IS NULL)'
      AND w.columns = (SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY place.n)
                       FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY AS place(attnum, n)
                       JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = place.attnum));
