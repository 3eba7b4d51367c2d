-- Which cluster this is; a copy of the cluster has the same.
SELECT system_identifier::text AS system_identifier FROM pg_catalog.pg_control_system() ORDER BY 1
