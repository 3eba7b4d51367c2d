SELECT coalesce(version, script), checksum::text, CASE WHEN success THEN 'applied' ELSE 'failed' END
FROM {table}
ORDER BY installed_rank;
