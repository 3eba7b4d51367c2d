SELECT pg_catalog.format('menu item %s stands with the organisation of its section', m.id)
FROM public.menu_items AS m
JOIN public.menu_sections AS s ON s.id = m.section_id
WHERE m.organization_id IS DISTINCT FROM s.organization_id AND s.organization_id IS NOT NULL
UNION ALL
SELECT pg_catalog.format('the roles of menu item %s are a list', m.id)
FROM public.menu_items AS m
WHERE pg_catalog.jsonb_typeof(m.role_permissions) <> 'array'
UNION ALL
SELECT pg_catalog.format('page %s is published and built, and no draft', p.id)
FROM public.pages AS p
WHERE p.status = 'published' AND p.build_status = 'built' AND p.deleted_at IS NULL AND p.unified_status = 'draft'
UNION ALL
SELECT 'golive_undo.menu_items keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.menu_items') IS NULL
UNION ALL
SELECT 'golive_undo.pages keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.pages') IS NULL;
