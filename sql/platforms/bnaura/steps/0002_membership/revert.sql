DROP POLICY clinic_staff_own_memberships ON public.clinic_staff;
DROP FUNCTION app.my_owned_clinics();
DROP FUNCTION app.my_managed_clinics();
DROP FUNCTION app.my_clinics();
DROP SCHEMA app;
DROP SCHEMA golive_undo;
