CREATE ROLE clerk;
CREATE ROLE keeper;
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO clerk;
CREATE FUNCTION app.person() RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT nullif(current_setting('app.person', true), '')::bigint $$;
CREATE TABLE public.organizations (id bigint PRIMARY KEY);
CREATE TABLE public.members (organization_id bigint NOT NULL REFERENCES public.organizations, person_id bigint NOT NULL,
    PRIMARY KEY (organization_id, person_id));
CREATE TABLE public.orders (organization_id bigint NOT NULL REFERENCES public.organizations);
CREATE TABLE public.notes (organization_id bigint NOT NULL REFERENCES public.organizations);
INSERT INTO public.organizations VALUES (1), (2);
INSERT INTO public.members VALUES (1, 1), (2, 2);
INSERT INTO public.orders VALUES (1), (2);
INSERT INTO public.notes VALUES (1), (2);
ALTER TABLE public.organizations OWNER TO keeper;
ALTER TABLE public.orders OWNER TO keeper;
ALTER TABLE public.notes OWNER TO keeper;
ALTER TABLE public.organizations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.members ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE FUNCTION app.is_member(organization bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$ SELECT EXISTS (SELECT FROM public.members m
    WHERE m.organization_id = organization AND m.person_id = app.person()) $$;
GRANT SELECT ON public.members, public.orders, public.notes TO clerk;
CREATE POLICY own ON public.members TO clerk USING (person_id = app.person());
CREATE POLICY own ON public.orders TO clerk USING (app.is_member(organization_id));
CREATE POLICY own ON public.notes TO clerk USING (organization_id IN (
    SELECT m.organization_id FROM public.members m WHERE m.person_id = app.person()));
