-- Why: a section without a workspace belongs to nobody and slips past its key (NULL equals nothing). The validated check makes
--   NOT NULL a matter of the catalog, without a scan; then the check has done its work.
-- Phase: validation
-- Locks: ACCESS EXCLUSIVE on public.knowledge_base_sections, for the catalog change only
-- Requires: 0001_record_untouched, 0014_tenancy_validated
-- Transaction: one
CREATE TABLE golive_undo.kb_sections_required AS
SELECT a.attnotnull AS was_required FROM pg_attribute a
WHERE a.attrelid = 'public.knowledge_base_sections'::regclass AND a.attname = 'workspace_id';

ALTER TABLE public.knowledge_base_sections ALTER COLUMN workspace_id SET NOT NULL;

ALTER TABLE public.knowledge_base_sections DROP CONSTRAINT knowledge_base_sections_workspace_present;
