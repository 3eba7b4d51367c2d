-- Roles whose password is kept as MD5, of those that have one: the scheme, never the hash.
SELECT pg_catalog.quote_ident(a.rolname) COLLATE "C", a.rolpassword ~ '^md5[0-9a-f]{{32}}$'
FROM pg_catalog.pg_authid AS a
WHERE a.rolpassword IS NOT NULL
ORDER BY 1;
