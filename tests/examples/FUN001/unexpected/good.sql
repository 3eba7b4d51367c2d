CREATE ROLE app NOLOGIN;
CREATE FUNCTION public.current_org() RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog
    AS $$ SELECT nullif(current_setting('app.org_id', true), '')::bigint $$;
REVOKE EXECUTE ON FUNCTION public.current_org() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.current_org() TO app;
