CREATE TABLE public.invoices (id bigint PRIMARY KEY, net numeric CHECK (net >= 0));
CREATE DOMAIN public.email AS text CHECK (VALUE LIKE '%@%');
