-- Types, schemas and functions of these names that are there.
SELECT n.said
FROM ROWS FROM (pg_catalog.unnest({said}::text[]), pg_catalog.unnest({whole}::text[])) AS n (said, whole)
WHERE pg_catalog.to_regtype(n.whole) IS NOT NULL
  OR pg_catalog.to_regnamespace(n.said) IS NOT NULL
  OR pg_catalog.to_regproc(n.whole) IS NOT NULL
ORDER BY n.said;
