UPDATE public.knowledge_base k SET workspace_id = b.found_in, is_shared = false
FROM golive_undo.kb_backfill b WHERE b.entry_id = k.id;
DELETE FROM golive_undo.kb_backfill;
