-- The check refuses the old words, and so they come back before it is there again.
ALTER TABLE public.invoice_attachments DROP CONSTRAINT chk_file_type;

WITH gone AS (
    DELETE FROM golive_undo.attachment_file_types AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id
    RETURNING u.id, u.file_type
)
UPDATE public.invoice_attachments AS a
SET file_type = g.file_type
FROM gone AS g
WHERE g.id = a.id;

ALTER TABLE public.invoice_attachments
    ADD CONSTRAINT chk_file_type CHECK (file_type IN ('image', 'pdf', 'document', 'spreadsheet', 'other')) NOT VALID;

DROP TABLE golive_undo.attachment_file_types;
