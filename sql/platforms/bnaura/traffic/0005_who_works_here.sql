-- Why: the calendar of the next release lists the people of a clinic
-- Identity: staff
-- Weight: 2
-- Release: next
SELECT id, clinic_id, user_id, role
FROM public.clinic_staff
WHERE is_active
ORDER BY role;
