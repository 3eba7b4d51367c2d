-- B12 [system rows] a clinic has nobody who may administer it
-- names: every open clinic has an owner who can sign in
SET session_replication_role = replica;
UPDATE public.clinic_staff SET is_active = false WHERE role = 'clinic_owner'
    AND clinic_id = (SELECT id FROM public.clinics WHERE is_active ORDER BY id LIMIT 1);
RESET session_replication_role;
