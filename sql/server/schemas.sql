-- A dump says nothing of a schema public that was dropped, or that has its rights from an older server.
SELECT n.nspname AS name,
       owner.rolname AS owner,
       COALESCE((SELECT pg_catalog.string_agg(
                          COALESCE(grantee.rolname, 'PUBLIC') || ' ' || acl.privilege_type || ' ' || acl.is_grantable,
                          ', ' ORDER BY grantee.rolname, acl.privilege_type, acl.is_grantable)
                   FROM pg_catalog.aclexplode(
                          COALESCE(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) AS acl
                   LEFT JOIN pg_catalog.pg_roles AS grantee ON grantee.oid = acl.grantee), '') AS acl
  FROM pg_catalog.pg_namespace AS n
  JOIN pg_catalog.pg_roles AS owner ON owner.oid = n.nspowner
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
 ORDER BY n.nspname
