-- GRANT … ON PARAMETER (since 15).
SELECT p.parname AS parameter,
       COALESCE(grantee.rolname, '') AS grantee,
       acl.privilege_type AS privilege,
       acl.is_grantable AS grantable
  FROM pg_catalog.pg_parameter_acl AS p
 CROSS JOIN LATERAL pg_catalog.aclexplode(p.paracl) AS acl
  LEFT JOIN pg_catalog.pg_roles AS grantee ON grantee.oid = acl.grantee
 WHERE grantee.rolname IS DISTINCT FROM (SELECT b.rolname FROM pg_catalog.pg_roles AS b WHERE b.oid = 10)
 ORDER BY 1, 2, 3
