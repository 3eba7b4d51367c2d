DROP RULE keep ON public.orders;
