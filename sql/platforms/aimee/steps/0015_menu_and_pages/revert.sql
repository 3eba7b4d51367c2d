WITH gone AS (
    DELETE FROM golive_undo.pages AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id
    RETURNING u.id, u.unified_status
)
UPDATE public.pages AS p
SET unified_status = g.unified_status
FROM gone AS g
WHERE g.id = p.id;

DROP TABLE golive_undo.pages;

UPDATE public.menu_items AS m
SET organization_id = f.organization_id,
    role_permissions = f.role_permissions
FROM golive_undo.menu_items AS f
WHERE f.id = m.id;

DROP TABLE golive_undo.menu_items;
