SELECT pg_catalog.format('%s attachments are of a kind that the check does not know', pg_catalog.count(*))
FROM public.invoice_attachments AS a
WHERE a.file_type NOT IN ('image', 'pdf', 'document', 'spreadsheet', 'other')
HAVING pg_catalog.count(*) > 0
UNION ALL
SELECT 'the kinds that stood there are kept'
WHERE pg_catalog.to_regclass('golive_undo.attachment_file_types') IS NULL;
