-- B01 [enums] two labels change their meaning
-- names: public.clinic_role
ALTER TYPE public.clinic_role RENAME VALUE 'clinic_admin' TO 'aside';
ALTER TYPE public.clinic_role RENAME VALUE 'clinic_staff' TO 'clinic_admin';
ALTER TYPE public.clinic_role RENAME VALUE 'aside' TO 'clinic_staff';
