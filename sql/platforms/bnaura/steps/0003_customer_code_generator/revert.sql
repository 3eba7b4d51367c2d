DROP TRIGGER set_customer_code ON public.customers;
DROP FUNCTION public.generate_customer_code();
DROP FUNCTION app.format_customer_code(bigint);
DROP SEQUENCE public.customer_code_seq;
