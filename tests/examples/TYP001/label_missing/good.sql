CREATE TYPE public.clinic_role AS ENUM ('owner', 'admin', 'sales');
CREATE TABLE public.users (id bigint PRIMARY KEY, role public.clinic_role NOT NULL);
