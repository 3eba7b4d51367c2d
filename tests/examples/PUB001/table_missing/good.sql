CREATE TABLE public.users (id bigint PRIMARY KEY);
CREATE TABLE public.orders (id bigint PRIMARY KEY);
CREATE PUBLICATION realtime FOR TABLE public.users, public.orders;
