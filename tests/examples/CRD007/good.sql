CREATE EXTENSION pgcrypto;
CREATE FUNCTION public.drawn(bytes integer) RETURNS text LANGUAGE sql AS $$ SELECT pg_catalog.encode(public.gen_random_bytes(bytes), 'hex') $$;
CREATE TABLE public.integrations (id integer PRIMARY KEY, credentials_encrypted text, api_key text, "accessToken" text);
-- Some rows have none, keys are no sealed values, and an old form in base64 is another form and no mistake.
INSERT INTO public.integrations SELECT n, public.drawn(16) || ':' || public.drawn(16 * n), public.drawn(16), 'v1:' || public.drawn(20)
FROM pg_catalog.generate_series(1, 6) AS n;
INSERT INTO public.integrations VALUES (7, NULL, NULL, NULL), (8, '', '', ''),
    (9, pg_catalog.encode(public.gen_random_bytes(48), 'base64'), 'sk_live_of_another_form', NULL);
CREATE TABLE public.mailboxes (id integer PRIMARY KEY, password_enc text, iv text, auth_tag text);
INSERT INTO public.mailboxes SELECT n, public.drawn(20 + n), public.drawn(12), public.drawn(16) FROM pg_catalog.generate_series(1, 6) AS n;
