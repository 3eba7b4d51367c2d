GRANT EXECUTE ON FUNCTION public.opened() TO anon;
CREATE FUNCTION public.quick(person uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
    AS $$ BEGIN SET LOCAL session_replication_role = replica; UPDATE public.profiles SET name = '' WHERE id = person; END $$;
