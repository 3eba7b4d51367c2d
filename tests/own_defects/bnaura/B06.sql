-- B06 [functions] a definer function finds what others may create
-- names: app.my_managed_clinics()
ALTER FUNCTION app.my_managed_clinics() SET search_path = public, pg_temp;
