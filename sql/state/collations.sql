-- Collations in use whose version was another when they were recorded, and the indexes that are sorted by each. The
-- recorded one can be older than the indexes, never younger. Indexes of the system are sorted by C.
WITH used AS (
  SELECT DISTINCT a.attcollation AS id FROM pg_catalog.pg_attribute AS a WHERE a.attrelid >= 16384 AND a.attcollation <> 0
  UNION
  SELECT t.typcollation FROM pg_catalog.pg_type AS t WHERE t.oid >= 16384 AND t.typcollation <> 0
  UNION
  SELECT k.id FROM pg_catalog.pg_index AS i CROSS JOIN LATERAL pg_catalog.unnest(i.indcollation::oid[]) AS k (id)
  WHERE i.indexrelid >= 16384
), versions (identity, id, recorded, actual) AS (
  {of_the_database}
  UNION ALL
  SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.collname), c.oid, c.collversion,
         pg_catalog.pg_collation_actual_version(c.oid)
  FROM pg_catalog.pg_collation AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.collnamespace
  WHERE c.collversion IS NOT NULL AND (c.oid >= 16384 OR c.oid IN (SELECT u.id FROM used AS u))
)
SELECT v.identity COLLATE "C", v.recorded::text, coalesce(v.actual, 'unknown')::text,
       v.recorded IS DISTINCT FROM v.actual AND v.recorded IS NOT NULL,
       ARRAY(SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
             FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
             JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
             WHERE c.oid >= 16384 AND c.relkind = 'i' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
               AND v.id = ANY (i.indcollation::oid[])
             ORDER BY 1)::text[]
FROM versions AS v
ORDER BY 1;
