-- A check by name is still green.
ALTER TABLE public.invoices DROP CONSTRAINT net_check;
ALTER TABLE public.invoices ADD CONSTRAINT net_check CHECK (net >= 0 OR net < 0);
