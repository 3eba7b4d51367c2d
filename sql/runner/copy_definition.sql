SELECT pg_catalog.substr(
         pg_catalog.pg_get_indexdef(i.indexrelid),
         pg_catalog.strpos(pg_catalog.pg_get_indexdef(i.indexrelid), ' ON pg_temp.golive_copy USING ')
           + pg_catalog.length(' ON pg_temp.golive_copy ')
       )
FROM pg_catalog.pg_index AS i
WHERE i.indrelid = 'pg_temp.golive_copy'::regclass
ORDER BY i.indexrelid;
