SELECT 'golive_undo.kb_untouched holds the hashes of users, workspaces and authentication'
WHERE coalesce(pg_relation_size(to_regclass('golive_undo.kb_untouched')), 0) = 0
UNION ALL
SELECT 'golive_undo.kb_touched is there to take the comparison'
WHERE to_regclass('golive_undo.kb_touched') IS NULL
ORDER BY 1
