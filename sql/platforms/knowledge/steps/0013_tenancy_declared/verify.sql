-- The last constraint is gone again once workspace_id is NOT NULL.
SELECT 'public.' || c.relation || ' has ' || c.name || ' ' || c.definition
FROM (VALUES
    ('knowledge_base', 'knowledge_base_workspace_or_shared', 'CHECK ((is_shared = (workspace_id IS NULL)))'),
    ('knowledge_base', 'knowledge_base_shared_has_no_section', 'CHECK (((NOT is_shared) OR (section_id IS NULL)))'),
    ('knowledge_base', 'knowledge_base_workspace_id_fkey',
     'FOREIGN KEY (workspace_id) REFERENCES public.workspaces(id) ON DELETE CASCADE'),
    ('knowledge_base', 'knowledge_base_section_fkey',
     'FOREIGN KEY (workspace_id, section_id) REFERENCES public.knowledge_base_sections(workspace_id, id)'),
    ('knowledge_base_sections', 'knowledge_base_sections_workspace_present', 'CHECK ((workspace_id IS NOT NULL))')
) AS c (relation, name, definition)
WHERE NOT EXISTS (
    SELECT FROM pg_constraint k
    WHERE k.conrelid = to_regclass('public.' || c.relation) AND k.conname = c.name
      AND replace(pg_get_constraintdef(k.oid), ' NOT VALID', '') = c.definition)
  AND NOT (c.name = 'knowledge_base_sections_workspace_present' AND EXISTS (
    SELECT FROM pg_attribute a
    WHERE a.attrelid = to_regclass('public.knowledge_base_sections') AND a.attname = 'workspace_id' AND a.attnotnull))
ORDER BY 1
