-- The server and the session that looks.
SELECT pg_catalog.current_setting('server_version_num')::integer AS version_num,
       pg_catalog.version() AS version,
       pg_catalog.current_database()::text AS database,
       current_user::text AS role,
       r.rolsuper AS superuser,
       r.rolsuper OR r.rolbypassrls AS sees_all_rows,
       pg_catalog.to_char(pg_catalog.transaction_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS now,
       pg_catalog.pg_is_in_recovery() AS in_recovery
FROM pg_catalog.pg_roles AS r
WHERE r.rolname = current_user
ORDER BY 1;
