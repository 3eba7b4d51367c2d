-- Types, schemas and functions of these names that are there. Before 16 to_regnamespace is an error for a name of two parts.
SELECT n.said
FROM ROWS FROM (pg_catalog.unnest({said}::text[]), pg_catalog.unnest({whole}::text[])) AS n (said, whole)
WHERE pg_catalog.to_regtype(n.whole) IS NOT NULL
  OR EXISTS (SELECT FROM pg_catalog.pg_namespace AS s WHERE pg_catalog.quote_ident(s.nspname) = n.said)
  OR pg_catalog.to_regproc(n.whole) IS NOT NULL
ORDER BY n.said;
