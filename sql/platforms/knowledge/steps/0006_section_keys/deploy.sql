-- Why: the seed script looks whether a name is there and inserts it when not: two runs at once make eighteen sections. One name
--   per workspace becomes a key; (workspace_id, id) is what an entry's section refers to, so that it cannot be another
--   workspace's. Built beside the traffic, then attached.
-- Phase: schema
-- Locks: SHARE UPDATE EXCLUSIVE on public.knowledge_base_sections while building, ACCESS EXCLUSIVE for the catalog change only
-- Requires: nothing
-- Transaction: none
CREATE UNIQUE INDEX CONCURRENTLY knowledge_base_sections_workspace_id_name_key
    ON public.knowledge_base_sections (workspace_id, name);

CREATE UNIQUE INDEX CONCURRENTLY knowledge_base_sections_workspace_id_id_key
    ON public.knowledge_base_sections (workspace_id, id);

ALTER TABLE public.knowledge_base_sections
    ADD CONSTRAINT knowledge_base_sections_workspace_id_name_key
        UNIQUE USING INDEX knowledge_base_sections_workspace_id_name_key,
    ADD CONSTRAINT knowledge_base_sections_workspace_id_id_key
        UNIQUE USING INDEX knowledge_base_sections_workspace_id_id_key;
