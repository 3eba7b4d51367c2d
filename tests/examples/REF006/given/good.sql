CREATE TABLE public.clinics (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE public.hooks (id integer PRIMARY KEY, clinic_id integer REFERENCES public.clinics, name text NOT NULL, token text NOT NULL,
    settings jsonb);
CREATE TABLE public.pages (id uuid PRIMARY KEY);
INSERT INTO public.pages VALUES (md5('a page')::uuid);
INSERT INTO public.clinics VALUES (7, 'North'), (8, 'South');
INSERT INTO public.hooks (id, clinic_id, name, token) VALUES
    (1, 7, 'calls', md5('drawn')), (2, 8, 'mails', md5('also drawn')), (3, NULL, 'orders', md5('drawn for nobody')),
    (4, 8, 'files', md5('8 North')), (5, 7, 'visits', md5('South'));
