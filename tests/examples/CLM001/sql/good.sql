CREATE TABLE public.users (id integer PRIMARY KEY, active boolean);
INSERT INTO public.users VALUES (1, true), (2, false);
