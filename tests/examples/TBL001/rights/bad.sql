GRANT SELECT ON public.invoices TO visitor;
GRANT TRUNCATE ON public.invoices TO app;
