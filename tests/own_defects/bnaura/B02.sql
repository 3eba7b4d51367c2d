-- B02 [enums] a label ends in a blank
-- names: public.clinic_role
ALTER TYPE public.clinic_role RENAME VALUE 'beautician' TO 'beautician ';
