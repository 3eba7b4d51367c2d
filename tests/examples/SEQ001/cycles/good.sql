CREATE SEQUENCE public.customer_code_seq START 1000;
