DROP INDEX public.invoices_customer;
CREATE INDEX invoices_note ON public.invoices (note, a, b);
CREATE INDEX invoices_some ON public.invoices (a, b) WHERE note <> '';
CREATE INDEX invoices_half ON public.invoices (a);
