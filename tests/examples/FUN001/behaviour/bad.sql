ALTER FUNCTION public.current_org() VOLATILE;
ALTER FUNCTION public.current_org() RESET search_path;
