INSERT INTO public.users VALUES (2, NULL), (3, NULL);
