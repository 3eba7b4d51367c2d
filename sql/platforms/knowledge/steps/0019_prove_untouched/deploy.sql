-- Why: compares every user, membership, account, organisation and workspace recorded by the first step with what stands now.
--   One that changed or is gone stops the migration; people who signed up meanwhile do not.
-- Phase: validation
-- Locks: none that blocks
-- Requires: 0001_record_untouched
-- Transaction: one
INSERT INTO golive_undo.kb_touched (relation, looked_at, changed, keys)
SELECT b.relation, count(*), count(*) FILTER (WHERE n.hash IS DISTINCT FROM b.hash),
       coalesce((array_agg(b.key ORDER BY b.key) FILTER (WHERE n.hash IS DISTINCT FROM b.hash))[1:20], '{}')
FROM golive_undo.kb_untouched b
LEFT JOIN golive_undo.kb_people n ON n.relation = b.relation AND n.key = b.key
GROUP BY b.relation;
