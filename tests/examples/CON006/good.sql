CREATE TABLE public.invoices (id integer PRIMARY KEY, net numeric, due date);
INSERT INTO public.invoices VALUES (1, 10, '2026-01-01'), (2, NULL, NULL);
ALTER TABLE public.invoices ADD CONSTRAINT net_positive CHECK (net > 0);  -- NULL satisfies it
