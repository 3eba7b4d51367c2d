-- Why: the extension lists what a user keeps for himself; the runbook switches that off before its tables are closed
-- Identity: member
-- Weight: 3
-- Release: previous
-- Until: 0044_close_legacy_tables
-- Sessions: SELECT '', id::text FROM auth.users
SELECT r.id, r.name, r.type, count(o.id)
FROM metadata.local_repositories r
LEFT JOIN metadata.local_objects o ON o.repository_id = r.id
GROUP BY r.id;
