ALTER TABLE public.customers DROP CONSTRAINT customers_customer_code_present;
