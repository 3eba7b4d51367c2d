INSERT INTO public.customers VALUES (6, 'CUST-002000');
