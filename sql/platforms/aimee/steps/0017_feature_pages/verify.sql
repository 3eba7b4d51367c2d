SELECT pg_catalog.format('feature %s links pages that are there, of its organisation', f.id)
FROM public.platform_features AS f
WHERE EXISTS (
    SELECT FROM pg_catalog.jsonb_array_elements_text(f.linked_page_ids) AS l(page)
    WHERE NOT EXISTS (
        SELECT FROM public.pages AS p
        WHERE p.id = CASE WHEN l.page ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN l.page::uuid END
          AND (p.organization_id = f.organization_id OR p.organization_id IS NULL)
          AND p.deleted_at IS NULL))
UNION ALL
SELECT 'golive_undo.feature_pages keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.feature_pages') IS NULL;
