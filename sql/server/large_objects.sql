-- All large objects, as a number and a sum of hashes.
SELECT pg_catalog.count(*) AS number,
       COALESCE(pg_catalog.sum(pg_catalog.hashtextextended(
         m.oid::text || ' ' || owner.rolname || ' ' || pg_catalog.md5(pg_catalog.lo_get(m.oid)), 0)::numeric), 0)::text AS digest
  FROM pg_catalog.pg_largeobject_metadata AS m
  JOIN pg_catalog.pg_roles AS owner ON owner.oid = m.lomowner
 ORDER BY 1
