-- Constraints of tables. NOT NULL is the column's; the parts that a foreign key to a partitioned table keeps for
-- each partition are the server's own. A foreign key whose triggers are disabled keeps its name and checks nothing.
SELECT (pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) || '.'
        || pg_catalog.quote_ident(k.conname)) COLLATE "C" AS identity,
       k.contype::text AS type,
       CASE WHEN k.convalidated THEN x.def
            ELSE pg_catalog.regexp_replace(x.def, '( NOT VALID| NOT ENFORCED)+$', '') END AS definition,
       k.convalidated AS validated,
       k.convalidated OR x.def !~ ' NOT ENFORCED$' AS enforced,
       k.condeferrable AS deferrable,
       k.condeferred AS deferred,
       k.contype = 'c' AND k.connoinherit AS no_inherit,
       ARRAY(SELECT a.attname FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
             CROSS JOIN LATERAL (SELECT g.attname::text FROM pg_catalog.pg_attribute AS g
                                 WHERE g.attrelid = k.conrelid AND g.attnum = u.attnum OFFSET 0) AS a
             ORDER BY CASE WHEN k.contype = 'c' THEN 0 ELSE u.place END, a.attname COLLATE "C") AS columns,
       coalesce(pg_catalog.quote_ident(fn.nspname) || '.' || pg_catalog.quote_ident(f.relname), '') AS referenced,
       CASE WHEN k.confkey IS NULL THEN '{}'::text[] ELSE
         ARRAY(SELECT (SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
                       WHERE a.attrelid = k.confrelid AND a.attnum = u.attnum)
               FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (attnum, place) ORDER BY u.place) END AS referenced_columns,
       coalesce(pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(pc.relname) || '.'
                || pg_catalog.quote_ident(p.conname), '') AS parent,
       CASE WHEN k.contype = 'f' THEN coalesce((SELECT pg_catalog.string_agg(DISTINCT t.tgenabled::text, '')
                                                FROM pg_catalog.pg_trigger AS t WHERE t.tgconstraint = k.oid), '')
            ELSE '' END AS triggers_enabled,
       coalesce(pg_catalog.quote_ident(xn.nspname) || '.' || pg_catalog.quote_ident(ix.relname), '') AS index
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class AS f ON f.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.relnamespace
LEFT JOIN pg_catalog.pg_class AS ix ON ix.oid = k.conindid
LEFT JOIN pg_catalog.pg_namespace AS xn ON xn.oid = ix.relnamespace
LEFT JOIN pg_catalog.pg_constraint AS p ON p.oid = k.conparentid
LEFT JOIN pg_catalog.pg_class AS pc ON pc.oid = p.conrelid
LEFT JOIN pg_catalog.pg_namespace AS pn ON pn.oid = pc.relnamespace
CROSS JOIN LATERAL (SELECT pg_catalog.pg_get_constraintdef(k.oid) OFFSET 0) AS x (def)  -- OFFSET 0: once, not at each mention
WHERE k.contype IN ('c', 'f', 'p', 'u', 'x')
  AND (p.oid IS NULL OR p.conrelid <> k.conrelid)
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'golive', 'golive_undo')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY 1;
