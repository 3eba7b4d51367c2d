CREATE TABLE public.countries (code text PRIMARY KEY, active boolean NOT NULL);
INSERT INTO public.countries VALUES ('es', true), ('fr', true), ('su', false);
