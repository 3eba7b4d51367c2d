SELECT 'the rows of ' || b.relation || ' were compared with those before the migration'
FROM golive_undo.kb_untouched b
WHERE NOT EXISTS (SELECT FROM golive_undo.kb_touched t WHERE t.relation = b.relation AND t.looked_at > 0)
GROUP BY b.relation
UNION ALL
SELECT t.relation || ' is as it was before the migration: ' || t.changed || ' of ' || t.looked_at || ' rows differ: '
       || array_to_string(t.keys, ', ')
FROM golive_undo.kb_touched t
WHERE t.changed > 0
ORDER BY 1
