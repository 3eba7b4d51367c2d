WITH gone AS (
    DELETE FROM golive_undo.knowledge AS k USING pg_temp.golive_batch AS b WHERE b.id = k.id
    RETURNING k.id, k.folder_id, k.published_at
)
UPDATE public.knowledge_documents AS d
SET published_at = g.published_at,
    folder_id = g.folder_id
FROM gone AS g
WHERE g.id = d.id;

DROP TABLE golive_undo.knowledge;
