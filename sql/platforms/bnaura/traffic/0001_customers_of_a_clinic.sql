-- Why: the list that the desk has open all day
-- Identity: staff
-- Weight: 6
-- Release: both
SELECT id, clinic_id, full_name, customer_code, status
FROM public.customers
WHERE status <> 'inactive'
ORDER BY full_name
LIMIT 50;
