ALTER FUNCTION public.invoked() SECURITY DEFINER SET search_path = public, pg_temp;
