SELECT g.tgname, g.tgenabled::text
FROM pg_catalog.pg_trigger AS g
WHERE g.tgrelid = {table}::pg_catalog.regclass AND NOT g.tgisinternal AND g.tgenabled IN ('O', 'A')
ORDER BY g.tgname COLLATE "C";
