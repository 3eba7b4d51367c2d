CREATE FUNCTION public.switches(org bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = ''
    AS $$UPDATE public.profiles SET current_org = org WHERE id = auth.uid()$$;
