-- That a user mapping exists; its options are not read.
SELECT (CASE WHEN u.umuser = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(u.usename) END || ' on '
        || pg_catalog.quote_ident(u.srvname)) COLLATE "C" AS identity,
       CASE WHEN u.umuser = 0 THEN 'PUBLIC' ELSE u.usename::text END AS role,
       u.srvname::text AS server
FROM pg_catalog.pg_user_mappings AS u
ORDER BY 1;
