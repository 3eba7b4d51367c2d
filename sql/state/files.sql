-- What the configuration files say now, before a reload or restart as well. Only the settings that are asked for: others may hold secrets.
SELECT DISTINCT ON (f.name) f.name, coalesce(f.setting, '') AS setting, f.error IS NOT NULL AND NOT f.applied AND f.error !~ 'restart' AS refused
FROM pg_catalog.pg_file_settings AS f
WHERE f.name = ANY ({names})
ORDER BY f.name, f.seqno DESC;
