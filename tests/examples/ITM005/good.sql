CREATE TABLE public.customers (id integer PRIMARY KEY, clinic_id integer NOT NULL, code text NOT NULL);
CREATE INDEX customers_clinic ON public.customers (clinic_id);
INSERT INTO public.customers SELECT n, n % 3, 'C' || n FROM generate_series(1, 30) AS n;
