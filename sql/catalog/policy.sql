-- Row-security policies; role 0 is PUBLIC.
SELECT (pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) || '.'
        || pg_catalog.quote_ident(p.polname)) COLLATE "C" AS identity,
       CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
       p.polpermissive AS permissive,
       ARRAY(SELECT CASE WHEN u = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(u)::text END
             FROM pg_catalog.unnest(p.polroles) AS u ORDER BY 1) AS roles,
       coalesce(pg_catalog.pg_get_expr(p.polqual, p.polrelid), '') AS using,
       coalesce(pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), '') AS check
FROM pg_catalog.pg_policy AS p
JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'golive', 'golive_undo')
ORDER BY 1;
