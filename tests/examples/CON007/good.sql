CREATE EXTENSION citext;
CREATE TABLE public.parents (a public.citext, b integer, UNIQUE (a, b));
CREATE TABLE public.children (id integer PRIMARY KEY, a public.citext, b bigint, FOREIGN KEY (a, b) REFERENCES public.parents (a, b));
INSERT INTO public.parents VALUES ('One', 1), ('Two', 2);
INSERT INTO public.children VALUES (1, 'one', 1), (2, 'TWO', 2), (3, NULL, 9), (4, 'nobody', NULL);
