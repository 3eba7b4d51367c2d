CREATE TABLE public.invoices (
  id bigint PRIMARY KEY, net numeric CHECK (net >= 0 OR net IS NULL), state text CHECK (state IN ('open', 'paid')),
  paid date, due date, CHECK (paid IS NULL OR due IS NULL OR paid <= due), CHECK (length(state) > 0), CHECK (net < 0 OR net > 5));
CREATE DOMAIN public.percent AS int CHECK (VALUE >= 0 AND VALUE <= 100);
