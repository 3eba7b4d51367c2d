DROP INDEX CONCURRENTLY public.idx_kb_sections_order;
DROP INDEX CONCURRENTLY public.idx_kb_shared;
DROP INDEX CONCURRENTLY public.idx_kb_workspace_created;
DROP INDEX CONCURRENTLY public.idx_kb_workspace_section;
