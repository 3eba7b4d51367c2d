-- Every name there is, in whatever schema: what a function names may stand on another search path than this session's.
SELECT 'relation' AS kind, c.relname::text COLLATE "C" AS name FROM pg_catalog.pg_class AS c
UNION
SELECT 'function', p.proname::text COLLATE "C" FROM pg_catalog.pg_proc AS p
UNION
SELECT 'type', t.typname::text COLLATE "C" FROM pg_catalog.pg_type AS t
ORDER BY 1, 2;
