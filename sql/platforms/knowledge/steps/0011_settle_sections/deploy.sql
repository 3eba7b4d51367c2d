-- Why: entries name sections of another workspace, or sections that are gone; the scripts never look (their test for it
--   reads a count and asserts nothing). Such an entry takes the section of the same name in its own workspace, else
--   none; a shared entry has none. Its category is kept.
-- Phase: seeds
-- Locks: row locks on the entries it settles, no longer than the statement
-- Requires: 0009_backfill_workspaces, 0010_default_sections
-- Transaction: one
CREATE TABLE golive_undo.kb_sections_settled AS
SELECT k.id AS entry_id, k.section_id AS found_section, own.id AS settled_section
FROM public.knowledge_base k
LEFT JOIN public.knowledge_base_sections s ON s.id = k.section_id
LEFT JOIN public.knowledge_base_sections own ON own.workspace_id = k.workspace_id AND own.name = s.name
WHERE k.section_id IS NOT NULL AND (s.id IS NULL OR k.workspace_id IS NULL OR s.workspace_id <> k.workspace_id);

UPDATE public.knowledge_base k SET section_id = u.settled_section
FROM golive_undo.kb_sections_settled u WHERE u.entry_id = k.id;
