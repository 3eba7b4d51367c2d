CREATE OR REPLACE FUNCTION app.is_member(organization bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$ SELECT EXISTS (SELECT FROM public.members m
    WHERE m.organization_id = organization) $$;
ALTER POLICY own ON public.notes USING (EXISTS (SELECT FROM public.members m WHERE m.person_id = app.person()));
