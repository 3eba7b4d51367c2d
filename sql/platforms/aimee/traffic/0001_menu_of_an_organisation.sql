-- Why: every page begins with the menu
-- Identity: role aimee_app
-- Weight: 6
-- Release: both
-- Keys: SELECT id FROM public.organizations
SELECT s.id, s.organization_id, s.name, m.id, m.title, m.path
FROM public.menu_sections s
JOIN public.menu_items m ON m.section_id = s.id
WHERE s.organization_id = $1 AND s.is_visible AND m.is_visible
ORDER BY s.order_index, m.order_index;
