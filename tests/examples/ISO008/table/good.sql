CREATE ROLE example_owner NOLOGIN;
CREATE ROLE example_app NOLOGIN;
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO example_app;
CREATE FUNCTION app.tenant() RETURNS int LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT nullif(current_setting('app.tenant', true), '')::int $$;
CREATE TABLE public.tenants (id int PRIMARY KEY);
INSERT INTO public.tenants VALUES (1), (2);
CREATE TABLE public.notes (tenant_id int NOT NULL REFERENCES public.tenants, id int, PRIMARY KEY (tenant_id, id));
ALTER TABLE public.tenants OWNER TO example_owner;
ALTER TABLE public.notes OWNER TO example_owner;
ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON public.notes TO example_app USING (tenant_id = app.tenant());
GRANT SELECT, INSERT ON public.notes TO example_app;
CREATE FUNCTION app.emptied(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN EXECUTE format('DELETE FROM public.%I WHERE tenant_id = app.tenant()', name); END $$;
