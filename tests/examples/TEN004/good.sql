CREATE ROLE app;
CREATE TABLE public.tenants (id integer PRIMARY KEY);
CREATE TABLE public.users (id integer PRIMARY KEY, tenant_id integer NOT NULL REFERENCES public.tenants);
CREATE TABLE public.notes (id integer PRIMARY KEY, tenant_id integer NOT NULL REFERENCES public.tenants);
ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.users TO app USING (tenant_id = current_setting('app.tenant')::integer);
CREATE POLICY own ON public.notes TO app USING (tenant_id = current_setting('app.tenant')::integer);
INSERT INTO public.tenants VALUES (1);
