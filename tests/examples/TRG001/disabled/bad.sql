ALTER TABLE public.customers DISABLE TRIGGER give_code;
