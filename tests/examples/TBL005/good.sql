CREATE TABLE public.customers (id bigint PRIMARY KEY);
CREATE TABLE public.invoices (id bigint PRIMARY KEY, customer_id bigint REFERENCES public.customers);
