-- B04 [columns] codes start again
-- names: public.customer_code_seq
ALTER SEQUENCE public.customer_code_seq RESTART;
