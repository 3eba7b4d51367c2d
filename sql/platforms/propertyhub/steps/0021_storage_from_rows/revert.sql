WITH gone AS (
    DELETE FROM golive_undo.customer_storage AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id
    RETURNING u.id, u.storage_used, u.storage_limit, u.storage_last_calculated
)
UPDATE public.customers AS c
SET storage_used = g.storage_used, storage_limit = g.storage_limit,
    storage_last_calculated = g.storage_last_calculated
FROM gone AS g
WHERE c.id = g.id;

DELETE FROM public.storage_usage WHERE id LIKE 'backfill:%';

UPDATE public.plans AS p
SET storage_limit = was.storage_limit
FROM golive_undo.plan_storage AS was
WHERE p.id = was.id;

DROP TABLE golive_undo.plan_storage;

DROP TABLE golive_undo.customer_storage;
