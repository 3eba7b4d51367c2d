CREATE TABLE public.tenants (id integer PRIMARY KEY);
CREATE TABLE public.templates (id integer PRIMARY KEY, tenant_id integer);
CREATE TABLE public.users (id integer PRIMARY KEY, tenant_id integer REFERENCES public.tenants);
INSERT INTO public.tenants VALUES (1);
INSERT INTO public.templates VALUES (1, NULL);
INSERT INTO public.users VALUES (1, 1);
