CREATE TABLE public.tenants (id uuid PRIMARY KEY);
CREATE TABLE public.templates (id integer PRIMARY KEY, tenant_id text);
CREATE TABLE public.logs (id integer PRIMARY KEY, tenant_id text NOT NULL);
INSERT INTO public.tenants VALUES ('00000000-0000-0000-0000-000000000001');
INSERT INTO public.templates VALUES (1, NULL);
INSERT INTO public.logs VALUES (1, '00000000-0000-0000-0000-000000000001');
