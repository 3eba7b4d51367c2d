SELECT 'every entry is in a workspace that exists or is shared, never both: ' || count(*) || ' are not, the first is ' || min(k.id::text)
FROM public.knowledge_base k
WHERE k.is_shared = EXISTS (SELECT FROM public.workspaces w WHERE w.id = k.workspace_id)
   OR (k.is_shared AND k.workspace_id IS NOT NULL)
HAVING count(*) > 0
UNION ALL
SELECT 'knowledge_base ' || d.entry_id || ' stands where the decision puts it'
FROM kb_migration.decisions d JOIN public.knowledge_base k ON k.id = d.entry_id
WHERE d.source = 'knowledge_base'
  AND (k.workspace_id IS DISTINCT FROM d.workspace_id OR k.is_shared <> (d.verdict = 'shared'))
UNION ALL
SELECT 'knowledge_base ' || b.entry_id || ' is in the only workspace its author had to do with'
FROM golive_undo.kb_backfill b JOIN public.knowledge_base k ON k.id = b.entry_id
WHERE b.settled_by = 'author'
  AND NOT EXISTS (SELECT FROM kb_migration.decisions d WHERE d.source = 'knowledge_base' AND d.entry_id = b.entry_id)
  AND (cardinality(b.candidates) <> 1 OR k.workspace_id IS DISTINCT FROM b.candidates[1])
ORDER BY 1
