ALTER TABLE public.invoices ADD CONSTRAINT net_check CHECK (net >= 0 OR net < 0 OR net IS NULL);
ALTER TABLE public.invoices ADD CONSTRAINT state_check CHECK (state IN ('open', 'paid', NULL));
ALTER TABLE public.invoices ADD CONSTRAINT length_check CHECK (length(state) >= 0);
ALTER DOMAIN public.percent ADD CONSTRAINT any_value CHECK (VALUE <= 100 OR VALUE > 10);
