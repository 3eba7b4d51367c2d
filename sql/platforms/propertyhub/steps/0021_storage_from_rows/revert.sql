DELETE FROM public.storage_usage WHERE id LIKE 'backfill:%';

UPDATE public.customers AS c
SET storage_used = was.storage_used, storage_limit = was.storage_limit,
    storage_last_calculated = was.storage_last_calculated
FROM golive_undo.customer_storage AS was
WHERE c.id = was.id;

UPDATE public.plans AS p
SET storage_limit = was.storage_limit
FROM golive_undo.plan_storage AS was
WHERE p.id = was.id;

DROP TABLE golive_undo.plan_storage;

DROP TABLE golive_undo.customer_storage;
