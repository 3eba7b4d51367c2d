CREATE SEQUENCE public.code_seq START 1000;
CREATE TABLE public.customers (id integer PRIMARY KEY, code text);
INSERT INTO public.customers SELECT n, 'CUST-' || lpad(nextval('public.code_seq')::text, 6, '0') FROM generate_series(1, 3) AS n;
INSERT INTO public.customers VALUES (4, NULL), (5, 'OLD-999999');
