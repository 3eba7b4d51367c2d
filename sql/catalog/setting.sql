-- Settings of this database, of roles, and of roles in this database. A value that may be a secret stays on the server.
SELECT ((CASE WHEN s.setrole = 0 AND s.setdatabase = 0 THEN 'all roles'
              WHEN s.setrole = 0 THEN 'database'
              WHEN s.setdatabase = 0 THEN pg_catalog.quote_ident(r.rolname)
              ELSE pg_catalog.quote_ident(r.rolname) || ' in database' END)
        || ': ' || p.name) COLLATE "C" AS identity,
       CASE WHEN s.setdatabase = 0 THEN 'role' WHEN s.setrole = 0 THEN 'database' ELSE 'role in database' END AS scope,
       coalesce(r.rolname::text, '') AS role,
       p.name AS setting,
       CASE WHEN p.name ~ '[.]' AND p.name ~* '(secret|passw|pwd|token|apikey|api_key|private|credential|_key$|[.]key$)'
              OR p.value ~ '://[^/@]*:[^/@]*@'
            THEN 'hidden (' || pg_catalog.length(p.value) || ' characters)' ELSE p.value END AS value
FROM pg_catalog.pg_db_role_setting AS s
LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole
CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) AS c (entry)
CROSS JOIN LATERAL (SELECT pg_catalog.split_part(c.entry, '=', 1),
                           pg_catalog.substr(c.entry, pg_catalog.strpos(c.entry, '=') + 1)) AS p (name, value)
WHERE s.setdatabase IN (0, (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database()))
  AND coalesce(r.rolname::text, '') NOT IN ('golive_reader', 'golive_prober')
ORDER BY 1;
