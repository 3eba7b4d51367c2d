ALTER SEQUENCE public.customer_code_seq MAXVALUE 9999 CYCLE;
