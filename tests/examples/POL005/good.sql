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

CREATE TABLE public.templates (id bigint PRIMARY KEY, active boolean NOT NULL);
ALTER TABLE public.templates ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.templates TO example_app;
CREATE POLICY active ON public.templates FOR SELECT TO example_app USING (active);
-- open by itself, and narrowed by one that everybody has to pass
CREATE TABLE public.files (id bigint PRIMARY KEY, organization_id bigint NOT NULL);
ALTER TABLE public.files ENABLE ROW LEVEL SECURITY;
GRANT SELECT, DELETE ON public.files TO example_app;
CREATE POLICY open ON public.files TO example_app USING (true);
CREATE POLICY fence ON public.files AS RESTRICTIVE USING (organization_id = current_setting('app.org', true)::bigint);
-- of people, not of tenants
CREATE TABLE public.people (id bigint PRIMARY KEY, name text);
CREATE TABLE public.profiles (id bigint PRIMARY KEY, name text, billing_api_key text, public_key text);
ALTER TABLE public.people ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.profiles ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.people, public.profiles TO example_app;
CREATE POLICY mine ON public.people FOR SELECT TO example_app USING (id = current_setting('app.user', true)::bigint);
CREATE POLICY mine ON public.profiles TO example_app USING (id = current_setting('app.user', true)::bigint);
