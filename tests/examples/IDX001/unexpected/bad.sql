-- The address of one tenant's customer is refused to every other tenant.
CREATE UNIQUE INDEX customers_email_key ON public.customers (email);
