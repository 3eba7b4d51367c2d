WITH relations AS (
  SELECT c.oid, want.name, c.relacl, c.relowner, c.relrowsecurity, c.relforcerowsecurity
  FROM (VALUES ('public.user_api_keys'), ('metadata.local_repositories'), ('metadata.local_objects')) AS want (name)
  LEFT JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(want.name)
)
SELECT format('row-level security of %s is enabled and forced', r.name) AS claim
FROM relations r
WHERE (r.relrowsecurity AND r.relforcerowsecurity) IS NOT TRUE
UNION ALL
SELECT format('nobody but service_role has a right on %s', r.name)
FROM relations r
WHERE EXISTS (
  SELECT FROM pg_catalog.aclexplode(r.relacl) AS a
  WHERE a.grantee NOT IN (r.relowner, 'service_role'::regrole))
UNION ALL
SELECT format('service_role reads and writes %s and no more', r.name)
FROM relations r
WHERE ARRAY['DELETE', 'INSERT', 'SELECT', 'UPDATE'] IS DISTINCT FROM (
  SELECT array_agg(a.privilege_type ORDER BY a.privilege_type) FROM pg_catalog.aclexplode(r.relacl) AS a
  WHERE a.grantee = 'service_role'::regrole)
UNION ALL
SELECT 'it is on record what stood before'
WHERE pg_catalog.to_regclass('golive_undo.enterprise_legacy_access') IS NULL
ORDER BY 1;
