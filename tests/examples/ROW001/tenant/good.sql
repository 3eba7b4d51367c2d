CREATE TABLE public.tenants (id integer PRIMARY KEY, active boolean NOT NULL);
CREATE TABLE public.sections (tenant_id integer REFERENCES public.tenants, name text NOT NULL, place integer NOT NULL);
INSERT INTO public.tenants VALUES (1, true), (2, true), (3, false);
INSERT INTO public.sections VALUES (1, 'Home', 1), (1, 'Work', 2), (2, 'Home', 1), (2, 'Work', 2),
    (3, 'Home', 9), (3, 'Museum', 4);  -- a tenant that is not active need not be complete
