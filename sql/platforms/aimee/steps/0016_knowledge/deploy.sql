-- Why: A published document has the time it was published, by which the list is sorted, and lies in a folder that
--   exists: the runbook brings documents and leaves their folders behind, since no foreign key says so. Without a folder
--   it shows at the top.
-- Phase: backfill
-- Locks: row locks on the documents of a batch
-- Requires: 0001_undo_schema
-- Transaction: batches
-- Batch: public.knowledge_documents

CREATE TABLE golive_undo.knowledge (id integer PRIMARY KEY, folder_id integer, published_at timestamp);

WITH kept AS (
    INSERT INTO golive_undo.knowledge (id, folder_id, published_at)
    SELECT d.id, d.folder_id, d.published_at
    FROM pg_temp.golive_batch JOIN public.knowledge_documents AS d USING (id)
    WHERE (d.status = 'published' AND d.published_at IS NULL)
       OR (d.folder_id IS NOT NULL AND NOT EXISTS (
               SELECT FROM public.knowledge_folders AS f WHERE f.id = d.folder_id AND f.organization_id = d.organization_id))
    ON CONFLICT (id) DO UPDATE SET id = excluded.id
    RETURNING id
)
UPDATE public.knowledge_documents AS d
SET published_at = CASE WHEN d.status = 'published' THEN coalesce(d.published_at, d.updated_at, d.created_at) ELSE d.published_at END,
    folder_id = (SELECT f.id FROM public.knowledge_folders AS f WHERE f.id = d.folder_id AND f.organization_id = d.organization_id)
FROM kept AS k
WHERE k.id = d.id;
