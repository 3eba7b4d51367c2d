-- What objects yet to be created will grant.
SELECT (pg_catalog.quote_ident(r.rolname) || CASE WHEN n.oid IS NULL THEN '' ELSE ' in ' || pg_catalog.quote_ident(n.nspname) END
        || ': ' || o.name) COLLATE "C" AS identity,
       r.rolname::text AS role,
       coalesce(n.nspname::text, '') AS in_schema,
       o.name AS objects,
       d.defaclacl::text[] AS grants
FROM pg_catalog.pg_default_acl AS d
JOIN pg_catalog.pg_roles AS r ON r.oid = d.defaclrole
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = d.defaclnamespace
CROSS JOIN LATERAL (SELECT CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                           WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END) AS o (name)
WHERE coalesce(n.nspname::text, '') NOT IN ('golive', 'golive_undo')
ORDER BY 1;
