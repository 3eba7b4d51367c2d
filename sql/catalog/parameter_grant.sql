-- Who may SET or ALTER SYSTEM a parameter without being superuser.
SELECT p.parname COLLATE "C" AS identity,
       p.paracl::text[] AS grants
FROM pg_catalog.pg_parameter_acl AS p
ORDER BY 1;
