-- Why: a customer is at the desk, or on the telephone
-- Identity: staff
-- Weight: 4
-- Release: both
-- Keys: SELECT id FROM public.customers
SELECT c.id, c.clinic_id, c.full_name, c.phone, c.allergies, w.current_stage
FROM public.customers c
LEFT JOIN public.workflow_states w ON w.customer_id = c.id
WHERE c.id = $1;
