CREATE ROLE example_owner NOLOGIN;
CREATE ROLE example_app NOLOGIN;
GRANT USAGE, CREATE ON SCHEMA public TO example_owner;
SET ROLE example_owner;
CREATE TABLE public.organizations (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE public.orders (
    id bigint PRIMARY KEY,
    organization_id bigint NOT NULL REFERENCES public.organizations (id),
    note text
);
ALTER TABLE public.organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.organizations FORCE ROW LEVEL SECURITY;
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON public.organizations FOR SELECT TO example_app
    USING (id = current_setting('app.org', true)::bigint);
CREATE POLICY own ON public.orders TO example_app
    USING (organization_id = current_setting('app.org', true)::bigint);
GRANT SELECT ON public.organizations TO example_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.orders TO example_app;

RESET ROLE;
CREATE FUNCTION public.org() RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$SELECT nullif(current_setting('app.tenant', true), '')::bigint$$;
ALTER POLICY own ON public.organizations USING (id = public.org());
-- no tenant at all
ALTER DATABASE example SET app.tenant = '';
ALTER DATABASE example SET app.locale = 'en';
CREATE FUNCTION public.settled() RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp SET app.tenant = ''
    AS $$ SELECT count(*) FROM public.orders $$;
CREATE FUNCTION public.told() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN PERFORM set_config('app.last', NEW.id::text, true); RETURN NEW; END $$;
CREATE TRIGGER told BEFORE INSERT ON public.orders FOR EACH ROW EXECUTE FUNCTION public.told();
CREATE FUNCTION public.enter(bigint) RETURNS text LANGUAGE sql SET search_path = pg_catalog, pg_temp
    AS $$ SELECT set_config('app.org', $1::text, true) $$;
