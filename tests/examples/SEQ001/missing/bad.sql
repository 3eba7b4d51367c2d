DROP SEQUENCE public.customer_code_seq;
