WITH wanted(relation, name, definition) AS (VALUES
    ('public.customers', 'chk_storage_limit_positive', 'CHECK ((storage_limit > 0))'),
    ('public.customers', 'chk_storage_used_positive', 'CHECK ((storage_used >= 0))'),
    ('public.invoice_attachments', 'chk_file_size', 'CHECK (((file_size > 0) AND (file_size <= 52428800)))'),
    ('public.project_expenses', 'project_expenses_vendorId_fkey',
     'FOREIGN KEY ("vendorId") REFERENCES public.vendors(id) ON UPDATE CASCADE ON DELETE SET NULL')
)
SELECT pg_catalog.format('%s has the constraint %I: %s', w.relation, w.name, w.definition)
FROM wanted AS w
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS k
    WHERE k.conrelid = pg_catalog.to_regclass(w.relation) AND k.conname = w.name
      AND pg_catalog.regexp_replace(pg_catalog.pg_get_constraintdef(k.oid), ' NOT VALID$', '') = w.definition);
