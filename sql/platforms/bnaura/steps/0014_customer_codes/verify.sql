SELECT format('every customer has a code: %s have none', count(*))
FROM public.customers AS c
WHERE c.customer_code IS NULL OR btrim(c.customer_code) = ''
HAVING count(*) > 0
UNION ALL
-- The moment of the batch that gave it is the mark of the trigger.
SELECT format('giving a code is no edit of the customer: %s look edited', count(*))
FROM public.customers AS c
JOIN golive_undo.bna_customer_codes AS u ON u.id = c.id AND u.given_at = c.updated_at
HAVING count(*) > 0
UNION ALL
SELECT 'golive_undo.bna_customer_codes keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.bna_customer_codes') IS NULL
