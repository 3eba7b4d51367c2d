CREATE TABLE public.customers (id bigint PRIMARY KEY, phone varchar(32), balance numeric(14,4));
