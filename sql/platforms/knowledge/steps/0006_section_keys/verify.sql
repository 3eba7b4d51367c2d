SELECT 'public.knowledge_base_sections has the valid key ' || k.name || ' on (' || k.columns || ')'
FROM (VALUES ('knowledge_base_sections_workspace_id_name_key', 'workspace_id, name'),
             ('knowledge_base_sections_workspace_id_id_key', 'workspace_id, id')) AS k (name, columns)
WHERE NOT EXISTS (
    SELECT FROM pg_constraint c JOIN pg_index i ON i.indexrelid = c.conindid
    WHERE c.conrelid = to_regclass('public.knowledge_base_sections') AND c.conname = k.name AND c.contype = 'u'
      AND i.indisvalid AND i.indisready AND pg_get_constraintdef(c.oid) = 'UNIQUE (' || k.columns || ')')
ORDER BY 1
