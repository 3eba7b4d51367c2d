CREATE TABLE public.categories (id integer PRIMARY KEY, clinic_id integer NOT NULL, parent_id integer, place integer NOT NULL);
INSERT INTO public.categories VALUES (1, 1, NULL, 1), (2, 1, 1, 1), (3, 1, 2, 1), (4, 2, NULL, 1), (5, 2, 4, 1), (6, 2, 4, 2);
