SELECT pg_catalog.format('storage_used of customer %s is the sum of its files', c.id)
FROM public.customers AS c
WHERE c.storage_used IS DISTINCT FROM coalesce(
    (SELECT pg_catalog.sum(a.file_size) FROM public.invoice_attachments AS a WHERE a.customer_id = c.id), 0)
UNION ALL
SELECT pg_catalog.format('the limit of plan %s is what its megabytes say, or was set since', p.id)
FROM public.plans AS p
JOIN golive_undo.plan_storage AS was ON was.id = p.id
WHERE p.storage_limit = was.storage_limit AND p.storage_limit / 1048576 <> p."storageLimit"
UNION ALL
SELECT pg_catalog.format('the limit of customer %s is that of its plan, or was set since', c.id)
FROM public.customers AS c
JOIN golive_undo.customer_storage AS was ON was.id = c.id
JOIN public.plans AS p ON p.id = c."planId"
WHERE c.storage_limit = was.storage_limit AND c.storage_limit <> p.storage_limit
UNION ALL
SELECT pg_catalog.format('storage_usage of customer %s knows its files of kind %s', a.customer_id, a.file_type)
FROM public.invoice_attachments AS a
WHERE NOT EXISTS (SELECT FROM public.storage_usage AS u WHERE u.customer_id = a.customer_id AND u.file_type = a.file_type)
GROUP BY a.customer_id, a.file_type;
