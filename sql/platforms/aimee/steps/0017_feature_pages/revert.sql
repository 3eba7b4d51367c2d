UPDATE public.platform_features AS f
SET linked_page_ids = k.linked_page_ids
FROM golive_undo.feature_pages AS k
WHERE k.id = f.id;

DROP TABLE golive_undo.feature_pages;
