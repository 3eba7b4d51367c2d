CREATE TABLE public.orders (id bigint PRIMARY KEY, amount numeric);
CREATE SEQUENCE public.numbers;
