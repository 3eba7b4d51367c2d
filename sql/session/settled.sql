-- Settings that the role or the database brings along, put back to what the server's programs begin with; no policy is
-- evaluated; then the wall against views and foreign tables, which servers have since August 2024.
SELECT pg_catalog.set_config(s.name, s.boot_val, false)
FROM pg_catalog.pg_settings AS s
WHERE s.source OPERATOR(pg_catalog.=) ANY (ARRAY['global', 'database', 'user', 'database user'])
  AND s.context OPERATOR(pg_catalog.=) 'user' AND s.boot_val IS NOT NULL
UNION ALL
SELECT pg_catalog.set_config('row_security', 'off', false)
UNION ALL
SELECT pg_catalog.set_config(s.name, 'view, foreign-table', false)
FROM pg_catalog.pg_settings AS s
WHERE s.name OPERATOR(pg_catalog.=) 'restrict_nonsystem_relation_kind'
ORDER BY 1;
