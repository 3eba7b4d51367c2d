CREATE TABLE public.tenants (id integer PRIMARY KEY);
CREATE TABLE public.roles (
    tenant_id integer REFERENCES public.tenants, name text NOT NULL, is_system_role boolean NOT NULL, UNIQUE (tenant_id, name)
);
CREATE TABLE public.customers (tenant_id integer NOT NULL REFERENCES public.tenants, code text, UNIQUE (tenant_id, code));
INSERT INTO public.tenants VALUES (1), (2);
INSERT INTO public.roles VALUES (NULL, 'Owner', true), (NULL, 'Viewer', true), (1, 'Owner', false), (2, 'Owner', false);
INSERT INTO public.customers VALUES (1, NULL), (1, NULL), (2, NULL);  -- without a code: nothing is named twice
