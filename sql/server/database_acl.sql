-- The grants on a database, each with who gave it.
SELECT COALESCE(grantee.rolname, '') AS grantee, -- '' is PUBLIC
       acl.privilege_type AS privilege,
       acl.is_grantable AS grantable,
       grantor.rolname AS grantor
  FROM pg_catalog.pg_database AS d
 CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl) AS acl
  LEFT JOIN pg_catalog.pg_roles AS grantee ON grantee.oid = acl.grantee
  JOIN pg_catalog.pg_roles AS grantor ON grantor.oid = acl.grantor
 WHERE d.datname = %s
 ORDER BY 4, 1, 2, 3
