-- Tables that Citus knows, from its own catalog and without a call of its functions: how each is spread, by which column
-- (the node tree of its key has it as a Var), and with which others it shares its shards' places.
SELECT (pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)) COLLATE "C" AS relation,
       CASE WHEN p.partmethod <> 'n' THEN 'distributed'
            WHEN p.repmodel = 't' THEN 'reference'
            WHEN p.colocationid = 0 THEN 'local'
            ELSE 'single' END AS kind,
       coalesce((SELECT a.attname::pg_catalog.text FROM pg_catalog.pg_attribute AS a
                 WHERE a.attrelid = c.oid
                   AND a.attnum::pg_catalog.text = pg_catalog.substring(p.partkey, ':varattno (-?[0-9]+)')), '') AS by,
       p.colocationid AS place
FROM pg_catalog.pg_dist_partition AS p
JOIN pg_catalog.pg_class AS c ON c.oid = p.logicalrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
ORDER BY 1;
