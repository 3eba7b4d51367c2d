-- K03 [indexes] an index leaves out what is not active
-- names: public.idx_kb_workspace_section
DROP INDEX public.idx_kb_workspace_section;
CREATE INDEX idx_kb_workspace_section ON public.knowledge_base (workspace_id, section_id) WHERE is_active;
