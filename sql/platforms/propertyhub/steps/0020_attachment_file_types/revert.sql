-- The check refuses the old words; a walk that was cut off has not made it yet.
ALTER TABLE public.invoice_attachments DROP CONSTRAINT IF EXISTS chk_file_type;

WITH gone AS (
    DELETE FROM golive_undo.attachment_file_types AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id
    RETURNING u.id, u.file_type
)
UPDATE public.invoice_attachments AS a
SET file_type = g.file_type
FROM gone AS g
WHERE g.id = a.id;

DROP TABLE golive_undo.attachment_file_types;
