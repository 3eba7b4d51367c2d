-- Why: The kind of a file was what the browser called it (PDF, photo, xlsx, dwg); the application knows five words. What the media
--   type says decides, what it does not say becomes 'other'; the old words are kept for the way back. As soon as no row has
--   another word, a check keeps it so.
-- Phase: backfill
-- Locks: row locks on the attachments of a batch; at its end ACCESS EXCLUSIVE, while verify.sql reads their types
-- Requires: 0001_undo_schema, 0002_record_invoice_attachments
-- Transaction: batches
-- Batch: public.invoice_attachments

CREATE TABLE golive_undo.attachment_file_types (id text PRIMARY KEY, file_type text);

WITH kept AS (
    INSERT INTO golive_undo.attachment_file_types (id, file_type)
    SELECT a.id, a.file_type
    FROM pg_temp.golive_batch JOIN public.invoice_attachments AS a USING (id)
    WHERE a.file_type NOT IN ('image', 'pdf', 'document', 'spreadsheet', 'other')
    FOR UPDATE OF a
    ON CONFLICT (id) DO UPDATE SET file_type = excluded.file_type
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

ALTER TABLE public.invoice_attachments
    ADD CONSTRAINT chk_file_type CHECK (file_type IN ('image', 'pdf', 'document', 'spreadsheet', 'other')) NOT VALID;
