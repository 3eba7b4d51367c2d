DROP POLICY own ON public.customers;
