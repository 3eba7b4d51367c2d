SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), k.conname,
       (SELECT pg_catalog.array_agg(a.attname::text ORDER BY u.at)
        FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u(num, at)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.num),
       pg_catalog.format('%I.%I', pn.nspname, p.relname),
       (SELECT pg_catalog.array_agg(a.attname::text ORDER BY u.at)
        FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u(num, at)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.num),
       k.condeferrable
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS p ON p.oid = k.confrelid
JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace
WHERE k.contype = 'f' AND k.conparentid = 0
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C";
