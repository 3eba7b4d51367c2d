CREATE TABLE public.customers (id bigint PRIMARY KEY);
CREATE TABLE public.invoices (id bigint PRIMARY KEY, customer_id bigint);
ALTER TABLE public.invoices ADD CONSTRAINT invoices_customer FOREIGN KEY (customer_id) REFERENCES public.customers;
