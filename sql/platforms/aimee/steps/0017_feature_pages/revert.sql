WITH gone AS (
    DELETE FROM golive_undo.feature_pages AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id
    RETURNING u.id, u.linked_page_ids
)
UPDATE public.platform_features AS f
SET linked_page_ids = g.linked_page_ids
FROM gone AS g
WHERE g.id = f.id;

DROP TABLE golive_undo.feature_pages;
