CREATE TABLE public.people (id integer PRIMARY KEY, name text UNIQUE, town text COLLATE pg_catalog.pg_c_utf8, code text COLLATE "C" UNIQUE);
CREATE INDEX people_town ON public.people (lower(town));
