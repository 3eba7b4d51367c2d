CREATE TABLE public.known (id integer PRIMARY KEY);
CREATE TABLE public.small (id integer PRIMARY KEY);
CREATE TABLE public.emptied (id integer PRIMARY KEY);
INSERT INTO public.known SELECT generate_series(1, 500);
INSERT INTO public.small SELECT generate_series(1, 50);
ANALYZE public.known;
