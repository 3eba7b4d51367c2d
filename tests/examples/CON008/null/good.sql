CREATE TABLE public.settings (tenant integer, name text NOT NULL, UNIQUE NULLS NOT DISTINCT (tenant, name));
INSERT INTO public.settings VALUES (NULL, 'colour'), (1, 'colour'), (2, 'colour');
