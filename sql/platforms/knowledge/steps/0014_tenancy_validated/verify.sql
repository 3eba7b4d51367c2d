SELECT 'public.' || c.relation || ' has no row against ' || c.name
FROM (VALUES
    ('knowledge_base', 'knowledge_base_workspace_or_shared'), ('knowledge_base', 'knowledge_base_shared_has_no_section'),
    ('knowledge_base', 'knowledge_base_workspace_id_fkey'), ('knowledge_base', 'knowledge_base_section_fkey'),
    ('knowledge_base_sections', 'knowledge_base_sections_workspace_present')
) AS c (relation, name)
WHERE NOT EXISTS (
    SELECT FROM pg_constraint k
    WHERE k.conrelid = to_regclass('public.' || c.relation) AND k.conname = c.name AND k.convalidated)
  AND NOT (c.name = 'knowledge_base_sections_workspace_present' AND EXISTS (
    SELECT FROM pg_attribute a
    WHERE a.attrelid = to_regclass('public.knowledge_base_sections') AND a.attname = 'workspace_id' AND a.attnotnull))
ORDER BY 1
