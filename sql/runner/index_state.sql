-- The index of that name in the schema of its table: valid or not, its definition, and who is building it.
SELECT i.indisvalid AND i.indisready,
       i.indisunique,
       pg_catalog.substr(
         pg_catalog.pg_get_indexdef(i.indexrelid),
         pg_catalog.strpos(
           pg_catalog.pg_get_indexdef(i.indexrelid),
           pg_catalog.format(' ON %I.%I USING ', tn.nspname, t.relname)
         ) + pg_catalog.length(pg_catalog.format(' ON %I.%I ', tn.nspname, t.relname))
       ),
       (SELECT p.pid FROM pg_catalog.pg_stat_progress_create_index AS p WHERE p.index_relid = i.indexrelid),
       n.nspname,
       c.relname
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
WHERE c.relkind = 'i' AND n.nspname = {schema} AND c.relname = {index}
ORDER BY c.oid;
