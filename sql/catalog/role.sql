-- Roles of the cluster, from the view that everybody may read. Predefined roles and the certifier's own are left out.
SELECT pg_catalog.quote_ident(r.rolname) COLLATE "C" AS identity,
       r.rolcanlogin AS login,
       r.rolsuper AS superuser,
       r.rolinherit AS inherit,
       r.rolcreaterole AS createrole,
       r.rolcreatedb AS createdb,
       r.rolreplication AS replication,
       r.rolbypassrls AS bypassrls,
       r.rolconnlimit AS connection_limit,
       CASE WHEN pg_catalog.isfinite(r.rolvaliduntil)
         THEN pg_catalog.to_char(r.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') ELSE '' END AS valid_until,
       coalesce(r.rolvaliduntil < pg_catalog.transaction_timestamp(), false) AS expired
FROM pg_catalog.pg_roles AS r
WHERE r.rolname !~ '^pg_' AND r.rolname NOT IN ('golive_reader', 'golive_prober')
ORDER BY 1;
