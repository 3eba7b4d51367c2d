GRANT SELECT (rolname, rolpassword) ON pg_catalog.pg_authid TO example_app;
GRANT SELECT ON pg_catalog.pg_statistic TO example_app;
