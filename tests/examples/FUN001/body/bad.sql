CREATE OR REPLACE FUNCTION public.current_org() RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog
    AS $$ SELECT coalesce(nullif(current_setting('app.org_id', true), '')::bigint, 1) $$;
