CREATE TABLE public.customers (id bigint PRIMARY KEY);
CREATE TABLE public.events (at date PRIMARY KEY) PARTITION BY RANGE (at);
CREATE TABLE public.events_all PARTITION OF public.events DEFAULT;
CREATE VIEW public.names AS SELECT id FROM public.customers;
