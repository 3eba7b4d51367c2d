-- Why: After the migration every customer has 5 GB and has used nothing, whatever its plan says and its files weigh. The limits
--   come from the plans' megabytes, what is used from the rows. The runbook shows the new tables empty and calls that done.
-- Phase: backfill
-- Locks: row locks on the customers of a batch while their files are added up: uploads of theirs wait for it
-- Requires: 0001_undo_schema, 0012_storage_triggers, 0020_attachment_file_types
-- Transaction: batches
-- Batch: public.customers

CREATE TABLE golive_undo.customer_storage AS
SELECT c.id, c.storage_used, c.storage_limit, c.storage_last_calculated FROM public.customers AS c WITH NO DATA;

ALTER TABLE golive_undo.customer_storage ADD PRIMARY KEY (id);

CREATE TABLE golive_undo.plan_storage AS
SELECT p.id, p.storage_limit FROM public.plans AS p;

UPDATE public.plans AS p
SET storage_limit = p."storageLimit"::bigint * 1048576
WHERE p."storageLimit" > 0;

-- An upload under way holds its customer's row, and a sum begun before its commit would forget it: so first the
-- uploads of these customers end, then the sum begins, as two statements; those that come meanwhile wait for the batch.
INSERT INTO golive_undo.customer_storage (id, storage_used, storage_limit, storage_last_calculated)
SELECT c.id, c.storage_used, c.storage_limit, c.storage_last_calculated
FROM pg_temp.golive_batch JOIN public.customers AS c USING (id)
ORDER BY c.id
FOR UPDATE OF c
ON CONFLICT (id) DO NOTHING;

UPDATE public.customers AS c
SET storage_used = coalesce(
        (SELECT pg_catalog.sum(a.file_size) FROM public.invoice_attachments AS a WHERE a.customer_id = c.id), 0),
    storage_limit = coalesce((SELECT p.storage_limit FROM public.plans AS p WHERE p.id = c."planId"), c.storage_limit),
    storage_last_calculated = CURRENT_TIMESTAMP
FROM pg_temp.golive_batch AS b
JOIN golive_undo.customer_storage AS was ON was.id = b.id
WHERE b.id = c.id;

INSERT INTO public.storage_usage (id, customer_id, file_type, category, file_count, total_size)
SELECT 'backfill:' || a.customer_id || ':' || a.file_type, a.customer_id, a.file_type, 'invoice_attachment',
       pg_catalog.count(*), pg_catalog.sum(a.file_size)
FROM pg_temp.golive_batch AS b
JOIN public.invoice_attachments AS a ON a.customer_id = b.id
GROUP BY a.customer_id, a.file_type
ON CONFLICT (id) DO UPDATE SET file_count = excluded.file_count, total_size = excluded.total_size;
