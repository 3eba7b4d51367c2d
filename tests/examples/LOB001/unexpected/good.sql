CREATE TABLE public.contracts (id bigint PRIMARY KEY, document bytea);
