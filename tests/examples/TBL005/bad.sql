ALTER TABLE public.invoices SET UNLOGGED;
CREATE UNLOGGED TABLE public.page_cache (key text PRIMARY KEY);
