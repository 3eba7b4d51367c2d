SELECT 'the history knows 20241105102000_invoice_attachments once, finished, with the checksum of its file'
WHERE (SELECT pg_catalog.count(*)
       FROM public._prisma_migrations AS m
       WHERE m.migration_name = '20241105102000_invoice_attachments'
         AND m.checksum = '5f18bfe9930fbd789798c2f960ea18fb565ac9bda56a3742ce7f7fc02175c888'
         AND m.finished_at IS NOT NULL AND m.rolled_back_at IS NULL AND m.applied_steps_count > 0) <> 1
UNION ALL
SELECT 'public.invoice_attachments is there'
WHERE pg_catalog.to_regclass('public.invoice_attachments') IS NULL;
