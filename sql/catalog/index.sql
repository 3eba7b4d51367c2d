-- Indexes, of partitions too. NULLS NOT DISTINCT is read from the definition: its column is younger than 14.
SELECT (pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)) COLLATE "C" AS identity,
       pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.relname) AS table,
       x.def AS definition,
       m.amname::text AS access_method,
       y.names[1:i.indnkeyatts] AS columns,
       y.names[i.indnkeyatts + 1:] AS included,
       CASE WHEN i.indpred IS NULL THEN '' ELSE pg_catalog.pg_get_expr(i.indpred, i.indrelid) END AS predicate,
       i.indisunique AS unique,
       i.indisprimary AS primary,
       i.indisexclusion AS exclusion,
       i.indimmediate AS immediate,
       i.indisunique AND x.def ~ '\) NULLS NOT DISTINCT( |$)' AS nulls_not_distinct,
       i.indisvalid AS valid,
       i.indisready AS ready,
       i.indislive AS live,
       i.indisclustered AS clustered,
       coalesce((SELECT pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.relname)
                 FROM pg_catalog.pg_inherits AS h JOIN pg_catalog.pg_class AS p ON p.oid = h.inhparent
                 JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace
                 WHERE c.relispartition AND h.inhrelid = c.oid), '') AS parent,
       coalesce(pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.relname) || '.'
                || pg_catalog.quote_ident(k.conname), '') AS constraint,
       coalesce(s.spcname::text, '') AS tablespace,
       i.indisreplident AS replica_identity
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
LEFT JOIN pg_catalog.pg_constraint AS k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = c.reltablespace
CROSS JOIN LATERAL (SELECT pg_catalog.pg_get_indexdef(i.indexrelid) OFFSET 0) AS x (def)  -- OFFSET 0: once, not at each mention
CROSS JOIN LATERAL (
  SELECT ARRAY(SELECT CASE WHEN u.attnum = 0 THEN pg_catalog.pg_get_indexdef(i.indexrelid, u.place::integer, false)
                           ELSE (SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
                                 WHERE a.attrelid = i.indrelid AND a.attnum = u.attnum) END
               FROM pg_catalog.unnest(i.indkey::smallint[]) WITH ORDINALITY AS u (attnum, place) ORDER BY u.place) OFFSET 0
) AS y (names)
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'golive', 'golive_undo')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY 1;
