-- What the open transaction of this session has written, catalogs among it; and where rows are kept, which is another
-- place once a relation was emptied or rewritten.
SELECT n.nspname::text, c.relname::text, c.relfilenode::bigint,
       pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) OPERATOR(pg_catalog.+) pg_catalog.pg_stat_get_xact_tuples_updated(c.oid)
         OPERATOR(pg_catalog.+) pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) OPERATOR(pg_catalog.>) 0 AS written
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
WHERE c.relkind IN ('r', 'm', 'S') AND n.nspname NOT LIKE 'pg\_t%';
