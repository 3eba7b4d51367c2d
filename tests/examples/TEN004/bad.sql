INSERT INTO public.tenants VALUES (2), (3);
