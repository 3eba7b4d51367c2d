UPDATE public.knowledge_documents AS d
SET published_at = k.published_at,
    folder_id = k.folder_id
FROM golive_undo.knowledge AS k
WHERE k.id = d.id;

DROP TABLE golive_undo.knowledge;
