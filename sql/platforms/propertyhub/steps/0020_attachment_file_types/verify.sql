SELECT pg_catalog.format('%s attachments are of a kind that the check does not know', pg_catalog.count(*))
FROM public.invoice_attachments AS a
WHERE a.file_type NOT IN ('image', 'pdf', 'document', 'spreadsheet', 'other')
HAVING pg_catalog.count(*) > 0
UNION ALL
SELECT 'public.invoice_attachments has the constraint chk_file_type of five words'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS k
    WHERE k.conrelid = 'public.invoice_attachments'::regclass AND k.conname = 'chk_file_type'
      AND pg_catalog.regexp_replace(pg_catalog.pg_get_constraintdef(k.oid), ' NOT VALID$', '')
          = 'CHECK ((file_type = ANY (ARRAY[''image''::text, ''pdf''::text, ''document''::text, ''spreadsheet''::text, ''other''::text])))')
UNION ALL
SELECT 'the kinds that stood there are kept'
WHERE pg_catalog.to_regclass('golive_undo.attachment_file_types') IS NULL;
