-- Who may SET or ALTER SYSTEM a parameter without being superuser. A revoked grant leaves an entry of the bootstrap
-- superuser's own behind, which says nothing.
SELECT p.parname COLLATE "C" AS identity,
       g.others AS grants
FROM pg_catalog.pg_parameter_acl AS p
CROSS JOIN LATERAL (
  SELECT ARRAY(SELECT i::text FROM pg_catalog.unnest(p.paracl) AS i
               WHERE NOT EXISTS (SELECT FROM pg_catalog.aclexplode(ARRAY[i]) AS a WHERE a.grantee = 10))
) AS g (others)
WHERE g.others <> '{}'
ORDER BY 1;
