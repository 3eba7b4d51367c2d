CREATE TYPE public.role AS ENUM ('owner', 'admin', 'staff');
CREATE TYPE public.colour AS ENUM ('red', 'green');
CREATE TABLE public.users (id bigint PRIMARY KEY, role public.role);
