CREATE TABLE public.customers (id bigint PRIMARY KEY, organization_id bigint, email text);
