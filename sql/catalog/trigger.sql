-- Triggers that people made, with the clone of each partition; before 15 a clone counts as internal.
SELECT (pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) || '.'
        || pg_catalog.quote_ident(t.tgname)) COLLATE "C" AS identity,
       x.def AS definition,
       t.tgenabled::text AS enabled,
       t.tgfoid::pg_catalog.regprocedure::text AS function,
       CASE WHEN t.tgtype & 64 <> 0 THEN 'INSTEAD OF' WHEN t.tgtype & 2 <> 0 THEN 'BEFORE' ELSE 'AFTER' END AS timing,
       CASE WHEN t.tgtype & 1 <> 0 THEN 'ROW' ELSE 'STATEMENT' END AS level,
       pg_catalog.array_remove(ARRAY[
         CASE WHEN t.tgtype & 8 <> 0 THEN 'DELETE' END, CASE WHEN t.tgtype & 4 <> 0 THEN 'INSERT' END,
         CASE WHEN t.tgtype & 32 <> 0 THEN 'TRUNCATE' END, CASE WHEN t.tgtype & 16 <> 0 THEN 'UPDATE' END], NULL)::text[] AS events,
       ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
             WHERE a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr::smallint[])
             ORDER BY a.attname::text COLLATE "C") AS columns,
       CASE WHEN t.tgqual IS NULL THEN '' ELSE
         coalesce(pg_catalog.substring(x.def, ' WHEN \((.*)\) EXECUTE FUNCTION '), '') END AS condition,
       coalesce(pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(pc.relname) || '.'
                || pg_catalog.quote_ident(p.tgname), '') AS parent,
       coalesce(t.tgoldtable::text, '') AS old_table,
       coalesce(t.tgnewtable::text, '') AS new_table,
       t.tgconstraint <> 0 AS constraint,
       t.tgdeferrable AS deferrable,
       t.tginitdeferred AS deferred
FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_trigger AS p ON p.oid = t.tgparentid
LEFT JOIN pg_catalog.pg_class AS pc ON pc.oid = p.tgrelid
LEFT JOIN pg_catalog.pg_namespace AS pn ON pn.oid = pc.relnamespace
CROSS JOIN LATERAL (SELECT pg_catalog.pg_get_triggerdef(t.oid) OFFSET 0) AS x (def)  -- OFFSET 0: once, not at each mention
WHERE (NOT t.tgisinternal OR (p.oid IS NOT NULL AND NOT p.tgisinternal))
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'golive', 'golive_undo')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY 1;
