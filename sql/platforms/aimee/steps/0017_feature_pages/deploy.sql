-- Why: A feature links pages by ids inside JSON, where no foreign key looks. One names a draft that was rightly left
--   behind: the link leads to an error page. What does not resolve within the organisation is taken off the list. The
--   runbook calls the column relatedPageId; there is none.
-- Phase: backfill
-- Locks: row locks on the features of a batch
-- Requires: 0001_undo_schema
-- Transaction: batches
-- Batch: public.platform_features

CREATE TABLE golive_undo.feature_pages (id integer PRIMARY KEY, linked_page_ids jsonb);

WITH kept AS (
    INSERT INTO golive_undo.feature_pages (id, linked_page_ids)
    SELECT f.id, f.linked_page_ids
    FROM pg_temp.golive_batch JOIN public.platform_features AS f USING (id)
    WHERE EXISTS (
        SELECT FROM pg_catalog.jsonb_array_elements_text(f.linked_page_ids) AS l(page)
        WHERE NOT EXISTS (
            SELECT FROM public.pages AS p
            WHERE p.id = CASE WHEN l.page ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN l.page::uuid END
              AND (p.organization_id = f.organization_id OR p.organization_id IS NULL)
              AND p.deleted_at IS NULL))
    FOR UPDATE OF f
    ON CONFLICT (id) DO UPDATE SET id = excluded.id
    RETURNING id
)
UPDATE public.platform_features AS f
SET linked_page_ids = (
    SELECT coalesce(pg_catalog.jsonb_agg(l.page ORDER BY l.position), '[]')
    FROM pg_catalog.jsonb_array_elements_text(f.linked_page_ids) WITH ORDINALITY AS l(page, position)
    WHERE EXISTS (
        SELECT FROM public.pages AS p
        WHERE p.id = CASE WHEN l.page ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN l.page::uuid END
          AND (p.organization_id = f.organization_id OR p.organization_id IS NULL)
          AND p.deleted_at IS NULL))
FROM kept AS k
WHERE k.id = f.id;
