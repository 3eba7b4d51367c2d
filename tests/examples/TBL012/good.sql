CREATE TABLE public.known (id integer PRIMARY KEY);
CREATE TABLE public.small (id integer PRIMARY KEY);
CREATE TABLE public.emptied (id integer PRIMARY KEY);
INSERT INTO public.known SELECT generate_series(1, 5000);
INSERT INTO public.small SELECT generate_series(1, 900);
ANALYZE public.known;
