-- What a dump of definitions leaves out: indexes that are not valid, and triggers of foreign keys that are off.
SELECT 'index' AS kind,
       i.indexrelid::pg_catalog.regclass::text AS name,
       pg_catalog.pg_get_indexdef(i.indexrelid) AS definition,
       i.indisready::text AS state
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE NOT i.indisvalid
  AND c.relkind IN ('r', 'm')
  AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema')
UNION ALL
SELECT 'trigger',
       t.tgrelid::pg_catalog.regclass::text,
       pg_catalog.format('%s %s %s', k.conrelid::pg_catalog.regclass, pg_catalog.quote_ident(k.conname), p.proname),
       t.tgenabled::text
FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_constraint AS k ON k.oid = t.tgconstraint
JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
WHERE t.tgisinternal
  AND t.tgenabled <> 'O'
ORDER BY 1, 2, 3;
