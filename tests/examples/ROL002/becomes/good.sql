CREATE ROLE example_service NOLOGIN BYPASSRLS;
CREATE ROLE example_login LOGIN;
CREATE TABLE public.orders (id bigint PRIMARY KEY);
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.orders TO example_login, example_service;
