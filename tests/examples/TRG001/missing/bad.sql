DROP TRIGGER give_code ON public.customers;
