ALTER TABLE public.users ALTER COLUMN role TYPE text;
DROP TYPE public.clinic_role;
CREATE TYPE public.clinic_role AS ENUM ('owner', 'admin');
ALTER TABLE public.users ALTER COLUMN role TYPE public.clinic_role USING role::public.clinic_role;
