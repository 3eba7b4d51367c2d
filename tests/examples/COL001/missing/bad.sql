ALTER TABLE public.users DROP COLUMN is_active;
