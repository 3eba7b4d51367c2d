INSERT INTO public.comments VALUES (2, 1, 1, 2);
