CREATE TABLE public.api_keys (id integer PRIMARY KEY, provider text NOT NULL, sealed text NOT NULL);
