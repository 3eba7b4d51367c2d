-- Why: the scripts tell a shared entry by a missing workspace, so a forgotten workspace shares an entry with everybody.
--   Shared becomes a column of its own. The nine default sections get a mark as well: they are the platform's, a workspace
--   keeps its own sections beside them. Both columns have a constant default: no rewrite, no scan.
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on public.knowledge_base and public.knowledge_base_sections, for the catalog change only
-- Requires: nothing
-- Transaction: one
-- Loses: SELECT count(*) FROM public.knowledge_base WHERE is_shared
ALTER TABLE public.knowledge_base ADD COLUMN is_shared boolean NOT NULL DEFAULT false;

ALTER TABLE public.knowledge_base_sections ADD COLUMN is_default boolean NOT NULL DEFAULT false;
