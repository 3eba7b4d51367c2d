CREATE TABLE public.rates (country text PRIMARY KEY, vat numeric NOT NULL, seen_at timestamptz NOT NULL DEFAULT now());
INSERT INTO public.rates VALUES ('es', 0.21), ('fr', 0.20);
