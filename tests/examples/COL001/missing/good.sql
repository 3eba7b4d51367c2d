CREATE TABLE public.users (id bigint PRIMARY KEY, is_active boolean NOT NULL DEFAULT true);
INSERT INTO public.users VALUES (1);
