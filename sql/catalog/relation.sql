-- Tables, partitioned and foreign tables, views and materialised views, partitions among them.
-- Size and rows are the planner's estimates: measuring would open every file.
SELECT (pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)) COLLATE "C" AS identity,
       c.relkind::text AS relkind,
       c.relpersistence::text AS persistence,
       pg_catalog.pg_get_userbyid(c.relowner)::text AS owner,
       c.relrowsecurity AS row_security,
       c.relforcerowsecurity AS forced,
       coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))::text[] AS grants,
       CASE WHEN c.relkind IN ('v', 'm') THEN coalesce(pg_catalog.pg_get_viewdef(c.oid), '') ELSE '' END AS definition,
       CASE WHEN c.reloptions IS NULL AND t.reloptions IS NULL THEN '{}'::text[] ELSE
         ARRAY(SELECT o FROM pg_catalog.unnest(c.reloptions) AS o
               UNION ALL SELECT 'toast.' || o FROM pg_catalog.unnest(t.reloptions) AS o ORDER BY 1) END AS options,
       CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) ELSE '' END AS partition_key,
       CASE WHEN c.relispartition THEN coalesce(pg_catalog.pg_get_expr(c.relpartbound, c.oid), '') ELSE '' END AS partition_bound,
       ARRAY(SELECT pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.relname)
             FROM pg_catalog.pg_inherits AS i
             JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent
             JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace
             WHERE i.inhrelid = c.oid AND NOT i.inhdetachpending ORDER BY i.inhseqno) AS parents,
       CASE WHEN c.relkind NOT IN ('r', 'p', 'm') OR c.relreplident = 'd' THEN 'default'
            WHEN c.relreplident = 'f' THEN 'full'
            WHEN c.relreplident = 'n' THEN 'nothing'
            ELSE coalesce((SELECT pg_catalog.quote_ident(ic.relname) FROM pg_catalog.pg_index AS ix
                           JOIN pg_catalog.pg_class AS ic ON ic.oid = ix.indexrelid
                           WHERE ix.indrelid = c.oid AND ix.indisreplident), 'nothing') END AS replica_identity,
       c.relispopulated AS populated,
       CASE WHEN m.amname = 'heap' THEN '' ELSE coalesce(m.amname::text, '') END AS access_method,
       coalesce(s.spcname::text, '') AS tablespace,
       CASE WHEN c.reloftype <> 0 THEN pg_catalog.format_type(c.reloftype, NULL) ELSE '' END AS of_type,
       coalesce(fs.srvname::text, '') AS server,
       CASE WHEN f.ftoptions IS NULL THEN '{}'::text[] ELSE
         ARRAY(SELECT CASE WHEN o ~* '^[^=]*(passw|secret|token|key|credential|private)[^=]*=' THEN pg_catalog.split_part(o, '=', 1) || '=hidden' ELSE o END
               FROM pg_catalog.unnest(f.ftoptions) AS o ORDER BY o COLLATE "C") END AS foreign_options,
       c.reltuples::float8 AS rows,
       greatest(c.relpages, 0)::bigint * pg_catalog.current_setting('block_size')::bigint AS bytes
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class AS t ON t.oid = c.reltoastrelid
LEFT JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = c.reltablespace
LEFT JOIN pg_catalog.pg_foreign_table AS f ON f.ftrelid = c.oid
LEFT JOIN pg_catalog.pg_foreign_server AS fs ON fs.oid = f.ftserver
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'golive', 'golive_undo')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY 1;
