CREATE TABLE public.organizations (id integer PRIMARY KEY);
CREATE TABLE public.users (id integer PRIMARY KEY, organization_id integer REFERENCES public.organizations (id));
INSERT INTO public.organizations VALUES (1), (2);
INSERT INTO public.users VALUES (1, 1), (2, 1), (3, 2), (4, 2), (5, 2);
