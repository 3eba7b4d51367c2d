-- How the passwords of roles that log in are kept, for a guess at each; nothing of it leaves the process.
SELECT pg_catalog.quote_ident(a.rolname) COLLATE "C", a.rolname::text, a.rolpassword
FROM pg_catalog.pg_authid AS a
WHERE a.rolpassword IS NOT NULL AND a.rolcanlogin AND a.rolname NOT IN ('golive_reader', 'golive_prober')
ORDER BY 1;
