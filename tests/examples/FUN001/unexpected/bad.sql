CREATE FUNCTION public.current_org(fallback bigint) RETURNS bigint LANGUAGE sql AS $$ SELECT fallback $$;
