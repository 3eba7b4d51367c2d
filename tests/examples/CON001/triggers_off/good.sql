CREATE TABLE public.customers (id bigint PRIMARY KEY);
CREATE TABLE public.invoices (id bigint PRIMARY KEY, customer_id bigint CONSTRAINT invoices_customer REFERENCES public.customers);
