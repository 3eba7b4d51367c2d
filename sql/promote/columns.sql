-- Every column of every table, with its place in the primary key and the sequence that numbers it.
SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
       a.attnotnull, a.attgenerated <> '',
       coalesce(pg_catalog.array_position(i.indkey::pg_catalog.int2[], a.attnum), -1) + 1,
       (SELECT pg_catalog.format('%I.%I', sn.nspname, s.relname)
        FROM pg_catalog.pg_depend AS d
        JOIN pg_catalog.pg_class AS s ON s.relkind = 'S' AND s.oid = CASE d.classid
            WHEN 'pg_catalog.pg_attrdef'::pg_catalog.regclass THEN d.refobjid ELSE d.objid END
        JOIN pg_catalog.pg_namespace AS sn ON sn.oid = s.relnamespace
        WHERE (d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND d.objid = f.oid
               AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)
           OR (d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = d.classid
               AND d.refobjid = c.oid AND d.refobjsubid = a.attnum AND d.deptype = 'i')
        ORDER BY 1 LIMIT 1)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
LEFT JOIN pg_catalog.pg_attrdef AS f ON f.adrelid = c.oid AND f.adnum = a.attnum
WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'golive')
  AND n.nspname !~ '^pg_(toast|temp)'
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum;
