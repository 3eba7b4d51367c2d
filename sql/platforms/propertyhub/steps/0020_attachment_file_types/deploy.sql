-- Why: The kind of a file was what the browser called it (PDF, photo, xlsx, dwg); the check allows five words. What the media
--   type says decides, what it does not say becomes 'other'; the old words are kept for the way back.
-- Phase: backfill
-- Locks: row locks on the attachments of a batch
-- Requires: 0001_undo_schema, 0013_constraints
-- Transaction: batches
-- Batch: public.invoice_attachments

CREATE TABLE golive_undo.attachment_file_types AS
SELECT a.id, a.file_type FROM public.invoice_attachments AS a WITH NO DATA;

WITH kept AS (
    INSERT INTO golive_undo.attachment_file_types (id, file_type)
    SELECT a.id, a.file_type
    FROM pg_temp.golive_batch JOIN public.invoice_attachments AS a USING (id)
    WHERE a.file_type NOT IN ('image', 'pdf', 'document', 'spreadsheet', 'other')
    FOR UPDATE OF a
    RETURNING id
)
UPDATE public.invoice_attachments AS a
SET file_type = CASE
        WHEN a.mime_type = 'application/pdf' THEN 'pdf'
        WHEN a.mime_type ~ '^image/(jpeg|png|gif|webp|heic|tiff|svg)' THEN 'image'
        WHEN a.mime_type ~ '(spreadsheet|ms-excel|text/csv)' THEN 'spreadsheet'
        WHEN a.mime_type ~ '(word|opendocument\.text|text/plain|application/rtf)' THEN 'document'
        ELSE 'other'
    END
FROM kept AS k
WHERE a.id = k.id;
