WITH gone AS (
    DELETE FROM golive_undo.kb_backfill b USING pg_temp.golive_batch AS n WHERE b.entry_id = n.id
    RETURNING b.entry_id, b.found_in
)
UPDATE public.knowledge_base k SET workspace_id = b.found_in, is_shared = false
FROM gone b WHERE b.entry_id = k.id;
