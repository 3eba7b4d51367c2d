CREATE FUNCTION public.notes_of(org text) RETURNS SETOF public.notes LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM set_config('request.jwt.claims', json_build_object('org', org)::text, true);
    RETURN QUERY SELECT * FROM public.notes;
END $$;
