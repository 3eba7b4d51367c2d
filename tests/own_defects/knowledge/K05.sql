-- K05 [constraints] an entry lies in the section of another tenant, under a valid foreign key
-- names: an entry lies in a section of its own workspace
SET session_replication_role = replica;
UPDATE public.knowledge_base AS k SET section_id = (
    SELECT s.id FROM public.knowledge_base_sections AS s WHERE s.workspace_id <> k.workspace_id ORDER BY s.id LIMIT 1)
WHERE k.id = (SELECT id FROM public.knowledge_base WHERE section_id IS NOT NULL ORDER BY id LIMIT 1);
RESET session_replication_role;
