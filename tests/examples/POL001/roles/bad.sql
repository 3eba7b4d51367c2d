ALTER POLICY own ON public.customers TO clerk;
