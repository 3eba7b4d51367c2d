WITH wanted(relation, name) AS (VALUES
    ('public.customers', 'chk_storage_limit_positive'),
    ('public.customers', 'chk_storage_used_positive'),
    ('public.invoice_attachments', 'chk_file_size'),
    ('public.invoice_attachments', 'chk_file_type'),
    ('public.project_expenses', 'project_expenses_vendorId_fkey')
)
SELECT pg_catalog.format('the constraint %I of %s is proved for every row', w.name, w.relation)
FROM wanted AS w
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS k
    WHERE k.conrelid = pg_catalog.to_regclass(w.relation) AND k.conname = w.name AND k.convalidated);
