CREATE TABLE public.invoices (net numeric NOT NULL, vat numeric NOT NULL, gross numeric GENERATED ALWAYS AS (net * (1 + vat)) STORED);
INSERT INTO public.invoices VALUES (100, 0.2);
