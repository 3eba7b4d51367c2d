-- Why: the desk notes a visit in the customer's file
-- Identity: staff
-- Weight: 2
-- Release: both
-- Keys: SELECT id FROM public.customers
UPDATE public.customers SET last_visit_date = CURRENT_DATE WHERE id = $1 RETURNING id, clinic_id;
