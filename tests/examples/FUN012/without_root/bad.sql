ALTER FUNCTION public.number_of_files(text) SECURITY DEFINER SET search_path = '';
