-- Why: the mobile application registers a customer and gives no code
-- Identity: staff
-- Weight: 1
-- Release: both
-- Sessions: SELECT s.clinic_id::text, s.user_id::text FROM public.clinic_staff s JOIN auth.users u ON u.id = s.user_id
--   WHERE s.is_active AND u.email NOT LIKE 'test.%'
-- Keys: SELECT clinic_id FROM public.clinic_staff
--   WHERE user_id = auth.uid() AND is_active AND role IN ('clinic_owner', 'clinic_admin')
INSERT INTO public.customers (clinic_id, full_name, source)
VALUES ($1, 'Registered meanwhile', 'walk_in')
RETURNING id, clinic_id;
