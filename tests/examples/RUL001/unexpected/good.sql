CREATE TABLE public.orders (id bigint PRIMARY KEY, gone boolean NOT NULL DEFAULT false);
