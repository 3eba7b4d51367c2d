ALTER TYPE public.clinic_role ADD VALUE 'beautician' BEFORE 'sales';
