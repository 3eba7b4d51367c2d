DROP FUNCTION public.current_org();
