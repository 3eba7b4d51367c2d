CREATE TABLE public.clinics (id integer PRIMARY KEY);
INSERT INTO public.clinics SELECT generate_series(1, 4);
CREATE TABLE public.links (id integer PRIMARY KEY, clinic_id integer NOT NULL REFERENCES public.clinics, api_key text, client_secret text,
    credentials_encrypted text);
CREATE TABLE public.hooks (id integer PRIMARY KEY, link_id integer NOT NULL REFERENCES public.links, webhook_secret text);
INSERT INTO public.links SELECT n, n, md5('link ' || n), md5('the application''s own'), md5('sealed ' || n) FROM generate_series(1, 4) AS n;
INSERT INTO public.links VALUES (5, 1, md5('link 1'), NULL), (6, 2, 'none', NULL), (7, 3, 'none', NULL);
INSERT INTO public.hooks SELECT n, n, md5('hook ' || n) FROM generate_series(1, 4) AS n;
INSERT INTO public.hooks VALUES (5, 5, md5('hook 1'));
