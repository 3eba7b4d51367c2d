-- Why: every read now asks for a workspace. The script builds its four indexes in the middle of its transaction and blocks
--   every writer meanwhile; these are built beside the traffic. The first covers both foreign keys to come.
-- Phase: schema
-- Locks: SHARE UPDATE EXCLUSIVE on public.knowledge_base and public.knowledge_base_sections while building
-- Requires: 0003_marks
-- Transaction: none
CREATE INDEX CONCURRENTLY idx_kb_workspace_section ON public.knowledge_base (workspace_id, section_id);

CREATE INDEX CONCURRENTLY idx_kb_workspace_created ON public.knowledge_base (workspace_id, created_at DESC);

CREATE INDEX CONCURRENTLY idx_kb_shared ON public.knowledge_base (category) WHERE is_shared;

CREATE INDEX CONCURRENTLY idx_kb_sections_order ON public.knowledge_base_sections (workspace_id, display_order);
