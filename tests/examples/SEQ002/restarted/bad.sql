INSERT INTO public.customers VALUES (5000);
