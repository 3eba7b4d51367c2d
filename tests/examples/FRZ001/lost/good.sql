CREATE TABLE public.rates (country text PRIMARY KEY, vat numeric NOT NULL);
INSERT INTO public.rates VALUES ('es', 0.21), ('fr', 0.20);
