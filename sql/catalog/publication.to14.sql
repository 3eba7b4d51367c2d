-- Publications up to 14: whole tables only.
SELECT pg_catalog.quote_ident(p.pubname) COLLATE "C" AS identity,
       pg_catalog.pg_get_userbyid(p.pubowner)::text AS owner,
       p.puballtables AS all_tables,
       pg_catalog.array_remove(ARRAY[
         CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubinsert THEN 'insert' END,
         CASE WHEN p.pubtruncate THEN 'truncate' END, CASE WHEN p.pubupdate THEN 'update' END], NULL)::text[] AS operations,
       p.pubviaroot AS via_root,
       ARRAY(SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
             FROM pg_catalog.pg_publication_rel AS r
             JOIN pg_catalog.pg_class AS c ON c.oid = r.prrelid
             JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
             WHERE r.prpubid = p.oid
             ORDER BY n.nspname::text COLLATE "C", c.relname::text COLLATE "C") AS tables,
       '{}'::text[] AS schemas,
       'none' AS generated_columns
FROM pg_catalog.pg_publication AS p
ORDER BY 1;
