CREATE TYPE public.clinic_role AS ENUM ('owner', 'admin', 'sales');
