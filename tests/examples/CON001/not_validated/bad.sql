ALTER TABLE public.invoices DROP CONSTRAINT invoices_customer;
ALTER TABLE public.invoices ADD CONSTRAINT invoices_customer FOREIGN KEY (customer_id) REFERENCES public.customers NOT VALID;
