INSERT INTO public.users VALUES (6, NULL), (7, NULL);
