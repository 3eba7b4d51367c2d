-- Why: entries name sections of another workspace, or sections that are gone; the scripts never look (their test for it
--   reads a count and asserts nothing). Such an entry takes the section of the same name in its own workspace, else
--   none; a shared entry has none. Its category is kept.
-- Phase: seeds
-- Locks: row locks on the entries of a batch
-- Requires: 0009_backfill_workspaces, 0010_default_sections
-- Transaction: batches
-- Batch: public.knowledge_base
CREATE TABLE golive_undo.kb_sections_settled (entry_id uuid PRIMARY KEY, found_section uuid NOT NULL, settled_section uuid);

WITH kept AS (
    INSERT INTO golive_undo.kb_sections_settled (entry_id, found_section, settled_section)
    SELECT k.id, k.section_id, own.id
    FROM pg_temp.golive_batch b
    JOIN public.knowledge_base k ON k.id = b.id
    LEFT JOIN public.knowledge_base_sections s ON s.id = k.section_id
    LEFT JOIN public.knowledge_base_sections own ON own.workspace_id = k.workspace_id AND own.name = s.name
    WHERE k.section_id IS NOT NULL AND (s.id IS NULL OR k.workspace_id IS NULL OR s.workspace_id <> k.workspace_id)
    FOR UPDATE OF k
    ON CONFLICT (entry_id) DO UPDATE SET settled_section = excluded.settled_section
    RETURNING entry_id, settled_section
)
UPDATE public.knowledge_base k SET section_id = u.settled_section
FROM kept u WHERE u.entry_id = k.id;
