CREATE ROLE example_owner NOLOGIN;
CREATE ROLE example_app NOLOGIN;
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO example_app;
CREATE FUNCTION app.usr() RETURNS int LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT nullif(current_setting('app.usr', true), '')::int $$;
CREATE TABLE public.tenants (id int PRIMARY KEY);
CREATE TABLE public.members (
    tenant_id int NOT NULL REFERENCES public.tenants, user_id int NOT NULL, role text NOT NULL DEFAULT 'member',
    PRIMARY KEY (tenant_id, user_id));
INSERT INTO public.tenants VALUES (1), (2);
INSERT INTO public.members VALUES (1, 1, 'owner'), (1, 2, 'member'), (2, 3, 'owner');
ALTER TABLE public.tenants OWNER TO example_owner;
ALTER TABLE public.members OWNER TO example_owner;
CREATE FUNCTION app.tenants() RETURNS SETOF int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT m.tenant_id FROM public.members m WHERE m.user_id = app.usr() $$;
CREATE FUNCTION app.owned() RETURNS SETOF int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT m.tenant_id FROM public.members m WHERE m.user_id = app.usr() AND m.role = 'owner' $$;
ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON public.members FOR SELECT TO example_app USING (tenant_id IN (SELECT app.tenants()));
CREATE POLICY added ON public.members FOR INSERT TO example_app WITH CHECK (tenant_id IN (SELECT app.owned()));
GRANT SELECT, INSERT ON public.members TO example_app;
