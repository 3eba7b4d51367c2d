-- K06 [system rows] two sections change places in one workspace
-- names: public.knowledge_base_sections
UPDATE public.knowledge_base_sections SET display_order = CASE name WHEN 'ICP' THEN 2 ELSE 1 END
WHERE name IN ('ICP', 'Products') AND is_default
    AND workspace_id = (SELECT id FROM public.workspaces WHERE is_active ORDER BY id LIMIT 1);
