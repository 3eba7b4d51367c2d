INSERT INTO public.roles VALUES (NULL, 'Owner', true);
