INSERT INTO public.users VALUES ('ann@one.test', NULL);
