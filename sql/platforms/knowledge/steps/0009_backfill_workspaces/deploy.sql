-- Why: gives every entry its workspace, or marks it as shared. The script takes the first account its author connected (the
--   wrong tenant for people in several workspaces), moves updated_at of shared entries at every run, and divides by
--   zero on an empty table. Here an entry goes where kb_migration.entry_homes proves it belongs, and only what changes is written.
-- Phase: backfill
-- Locks: row locks on the entries of a batch
-- Requires: 0008_declared_decisions
-- Transaction: batches
-- Batch: public.knowledge_base
WITH kept AS (
    INSERT INTO golive_undo.kb_backfill (entry_id, found_in, settled_by, candidates, home, shared)
    SELECT h.entry_id, h.found_in, h.settled_by, h.candidates, h.home, h.shared
    FROM pg_temp.golive_batch AS n
    JOIN kb_migration.entry_homes h ON h.entry_id = n.id
    JOIN public.knowledge_base k ON k.id = h.entry_id
    WHERE h.settled_by IS NOT NULL AND (h.home IS DISTINCT FROM k.workspace_id OR h.shared <> k.is_shared)
    RETURNING entry_id, home, shared
)
UPDATE public.knowledge_base k SET workspace_id = b.home, is_shared = b.shared
FROM kept b WHERE b.entry_id = k.id;
