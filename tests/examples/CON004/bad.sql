ALTER TABLE public.invoices DROP CONSTRAINT customer,
  ADD CONSTRAINT customer FOREIGN KEY (customer_id) REFERENCES public.customers;
ALTER TABLE public.payments DROP CONSTRAINT own_payer;
