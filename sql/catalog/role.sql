-- Roles of the cluster, from the view that everybody may read. Predefined roles and the certifier's own are left out.
-- A role is of this database by what it reaches here: as an owner, by a grant or a policy that names it, by a setting
-- for this database, by an attribute that no grant is needed with, or as a member of such a role.
WITH RECURSIVE here (id) AS (
  SELECT r.oid FROM pg_catalog.pg_roles AS r
  WHERE r.rolsuper OR r.rolreplication
     OR r.rolcreaterole AND pg_catalog.current_setting('server_version_num')::integer < 160000
     OR r.rolname ~ '^pg_' AND r.rolname NOT IN ('pg_monitor', 'pg_read_all_settings', 'pg_read_all_stats',
                                                 'pg_stat_scan_tables', 'pg_checkpoint', 'pg_use_reserved_connections')
     OR EXISTS (SELECT FROM pg_catalog.pg_shdepend AS d, pg_catalog.pg_database AS b
                WHERE b.datname = pg_catalog.current_database()
                  AND d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND d.refobjid = r.oid
                  AND (d.dbid = b.oid OR d.classid = 'pg_catalog.pg_database'::pg_catalog.regclass AND d.objid = b.oid))
     OR EXISTS (SELECT FROM pg_catalog.pg_db_role_setting AS s, pg_catalog.pg_database AS b
                WHERE b.datname = pg_catalog.current_database() AND s.setdatabase = b.oid AND s.setrole = r.oid)
  UNION
  SELECT m.member FROM pg_catalog.pg_auth_members AS m JOIN here ON here.id = m.roleid
)
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
       coalesce(r.rolvaliduntil < pg_catalog.transaction_timestamp(), false) AS expired,
       EXISTS (SELECT FROM here WHERE here.id = r.oid) AS here
FROM pg_catalog.pg_roles AS r
WHERE r.rolname !~ '^pg_' AND r.rolname NOT IN ('golive_reader', 'golive_prober')
ORDER BY 1;
