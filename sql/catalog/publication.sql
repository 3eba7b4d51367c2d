-- Publications: tables with their columns and row filter, schemas, operations.
SELECT pg_catalog.quote_ident(p.pubname) COLLATE "C" AS identity,
       pg_catalog.pg_get_userbyid(p.pubowner)::text AS owner,
       p.puballtables AS all_tables,
       pg_catalog.array_remove(ARRAY[
         CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubinsert THEN 'insert' END,
         CASE WHEN p.pubtruncate THEN 'truncate' END, CASE WHEN p.pubupdate THEN 'update' END], NULL)::text[] AS operations,
       p.pubviaroot AS via_root,
       ARRAY(SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
                    || CASE WHEN r.prattrs IS NULL THEN '' ELSE ' (' || (
                         SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attname::text COLLATE "C")
                         FROM pg_catalog.pg_attribute AS a
                         WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs::smallint[])) || ')' END
                    || coalesce(' WHERE (' || pg_catalog.pg_get_expr(r.prqual, r.prrelid) || ')', '')
             FROM pg_catalog.pg_publication_rel AS r
             JOIN pg_catalog.pg_class AS c ON c.oid = r.prrelid
             JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
             WHERE r.prpubid = p.oid
             ORDER BY n.nspname::text COLLATE "C", c.relname::text COLLATE "C") AS tables,
       ARRAY(SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_publication_namespace AS s
             JOIN pg_catalog.pg_namespace AS n ON n.oid = s.pnnspid
             WHERE s.pnpubid = p.oid ORDER BY n.nspname::text COLLATE "C") AS schemas,
       CASE pg_catalog.to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN 'stored' ELSE 'none' END AS generated_columns
FROM pg_catalog.pg_publication AS p
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_publication'::pg_catalog.regclass AND e.objid = p.oid AND e.deptype = 'e')
ORDER BY 1;
