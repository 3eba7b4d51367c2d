-- ALTER DATABASE … SET, and ALTER ROLE … IN DATABASE … SET.
SELECT COALESCE(r.rolname, '') AS role, -- '' is the database itself
       pg_catalog.split_part(setting.line, '=', 1) AS name,
       pg_catalog.substr(setting.line, pg_catalog.strpos(setting.line, '=') + 1) AS value
  FROM pg_catalog.pg_db_role_setting AS s
  JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase
  LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole
 CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) WITH ORDINALITY AS setting (line, position)
 WHERE d.datname = %s
 ORDER BY 1, setting.position
