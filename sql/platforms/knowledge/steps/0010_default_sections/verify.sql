WITH nine (display_order, name, icon) AS (
    VALUES (1, 'ICP', '🎯'), (2, 'Products', '📦'), (3, 'Competitors', '⚔️'), (4, 'Personas', '👤'), (5, 'Value Props', '💎'),
           (6, 'Use Cases', '📋'), (7, 'Objections', '🛡️'), (8, 'Resources', '📚'), (9, 'General', '📝')
)
SELECT 'workspace ' || w.id || ' has its nine default sections with name, icon and place: ' || string_agg(n.name, ', ' ORDER BY n.display_order)
       || ' missing or different'
FROM public.workspaces w CROSS JOIN nine n
WHERE w.is_active AND NOT EXISTS (
    SELECT FROM public.knowledge_base_sections s
    WHERE s.workspace_id = w.id AND s.name = n.name AND s.icon = n.icon AND s.display_order = n.display_order
      AND s.is_default AND s.description IS NOT NULL)
GROUP BY w.id
UNION ALL
SELECT 'section ' || s.id || ' is one of the nine, as its mark says'
FROM public.knowledge_base_sections s
WHERE s.is_default AND s.name NOT IN (SELECT n.name FROM nine n)
UNION ALL
SELECT 'golive_undo.kb_sections_wanted is there'
WHERE to_regclass('golive_undo.kb_sections_wanted') IS NULL
ORDER BY 1
