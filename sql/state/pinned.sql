-- Settings that this session has set for itself, with the server's own default: what others find is not what it sees.
SELECT s.name COLLATE "C" AS name, coalesce(s.boot_val, '') AS usual
FROM pg_catalog.pg_settings AS s
WHERE s.source IN ('client', 'session', 'override', 'interactive')
ORDER BY 1;
