UPDATE public.pages AS p
SET unified_status = f.unified_status
FROM golive_undo.pages AS f
WHERE f.id = p.id;

DROP TABLE golive_undo.pages;

UPDATE public.menu_items AS m
SET organization_id = f.organization_id,
    role_permissions = f.role_permissions
FROM golive_undo.menu_items AS f
WHERE f.id = m.id;

DROP TABLE golive_undo.menu_items;
