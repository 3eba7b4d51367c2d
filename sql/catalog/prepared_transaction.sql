-- Prepared transactions of this database that nobody has finished.
SELECT x.gid COLLATE "C" AS identity,
       x.owner::text AS owner,
       pg_catalog.to_char(x.prepared AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS prepared
FROM pg_catalog.pg_prepared_xacts AS x
WHERE x.database = pg_catalog.current_database()
ORDER BY 1;
