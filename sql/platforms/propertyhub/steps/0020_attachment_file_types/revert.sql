-- The check refuses the old words, and so they come back before it is there again.
ALTER TABLE public.invoice_attachments DROP CONSTRAINT chk_file_type;

UPDATE public.invoice_attachments AS a
SET file_type = was.file_type
FROM golive_undo.attachment_file_types AS was
WHERE a.id = was.id;

ALTER TABLE public.invoice_attachments
    ADD CONSTRAINT chk_file_type CHECK (file_type IN ('image', 'pdf', 'document', 'spreadsheet', 'other')) NOT VALID;

DROP TABLE golive_undo.attachment_file_types;
