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
-- who holds a right on the table and none on its schema comes to nothing
CREATE ROLE example_outsider NOLOGIN;
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO example_app;
GRANT SELECT ON public.orders TO example_outsider;
