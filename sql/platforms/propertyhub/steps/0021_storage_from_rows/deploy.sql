-- Why: After the migration every customer has 5 GB and has used nothing, whatever its plan says and its files weigh. The limits
--   come from the plans' megabytes, what is used from the rows. The runbook shows the new tables empty and calls that done.
-- Phase: backfill
-- Locks: SHARE ROW EXCLUSIVE on invoice_attachments while the files are added up: uploads wait, nothing else does
-- Requires: 0001_undo_schema, 0012_storage_triggers, 0020_attachment_file_types
-- Transaction: one

CREATE TABLE golive_undo.customer_storage AS
SELECT c.id, c.storage_used, c.storage_limit, c.storage_last_calculated FROM public.customers AS c;

CREATE TABLE golive_undo.plan_storage AS
SELECT p.id, p.storage_limit FROM public.plans AS p;

UPDATE public.plans AS p
SET storage_limit = p."storageLimit"::bigint * 1048576
WHERE p."storageLimit" > 0;

-- An upload under way holds its customer's row, and a sum begun before its commit would forget it: so first
-- uploads end, then the sum begins, as two commands of one statement.
DO $recount$
BEGIN
    LOCK TABLE public.invoice_attachments IN SHARE ROW EXCLUSIVE MODE;
    UPDATE public.customers AS c
    SET storage_used = coalesce(
            (SELECT pg_catalog.sum(a.file_size) FROM public.invoice_attachments AS a WHERE a.customer_id = c.id), 0),
        storage_limit = coalesce((SELECT p.storage_limit FROM public.plans AS p WHERE p.id = c."planId"), c.storage_limit),
        storage_last_calculated = CURRENT_TIMESTAMP;
END
$recount$;

INSERT INTO public.storage_usage (id, customer_id, file_type, category, file_count, total_size)
SELECT 'backfill:' || a.customer_id || ':' || a.file_type, a.customer_id, a.file_type, 'invoice_attachment',
       pg_catalog.count(*), pg_catalog.sum(a.file_size)
FROM public.invoice_attachments AS a
GROUP BY a.customer_id, a.file_type;
