-- Why: The kind of a file was what the browser called it (PDF, photo, xlsx, dwg); the check allows five words. What the media
--   type says decides, what it does not say becomes 'other'; the old words are kept for the way back.
-- Phase: backfill
-- Locks: none that blocks
-- Requires: 0001_undo_schema, 0013_constraints
-- Transaction: one

CREATE TABLE golive_undo.attachment_file_types AS
SELECT a.id, a.file_type
FROM public.invoice_attachments AS a
WHERE a.file_type NOT IN ('image', 'pdf', 'document', 'spreadsheet', 'other');

UPDATE public.invoice_attachments AS a
SET file_type = CASE
        WHEN a.mime_type = 'application/pdf' THEN 'pdf'
        WHEN a.mime_type ~ '^image/(jpeg|png|gif|webp|heic|tiff|svg)' THEN 'image'
        WHEN a.mime_type ~ '(spreadsheet|ms-excel|text/csv)' THEN 'spreadsheet'
        WHEN a.mime_type ~ '(word|opendocument\.text|text/plain|application/rtf)' THEN 'document'
        ELSE 'other'
    END
FROM golive_undo.attachment_file_types AS was
WHERE a.id = was.id;
