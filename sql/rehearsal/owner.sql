-- As whom to migrate beside the superuser: {deployer} where he is none, else who owns most of the relations and is none;
-- and whether the database is his.
SELECT r.rolname, r.oid = d.datdba
FROM pg_catalog.pg_roles AS r
JOIN pg_catalog.pg_database AS d ON d.datname = pg_catalog.current_database()
CROSS JOIN LATERAL (
  SELECT pg_catalog.count(*) AS relations
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.relowner = r.oid
    AND c.relkind IN ('r', 'p', 'v', 'm')
    AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'golive')
) AS owned
WHERE NOT r.rolsuper AND (owned.relations > 0 OR r.rolname = {deployer})
ORDER BY r.rolname IS DISTINCT FROM {deployer}, owned.relations DESC, r.rolname
LIMIT 1;
