ALTER TABLE public.invoices DROP CONSTRAINT invoices_customer_id_fkey;
