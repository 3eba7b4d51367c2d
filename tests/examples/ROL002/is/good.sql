CREATE ROLE example_app NOLOGIN;
CREATE ROLE example_service NOLOGIN BYPASSRLS;
-- a gateway inherits nothing: it says SET ROLE for each request
CREATE ROLE example_login LOGIN NOINHERIT;
GRANT example_app TO example_login;
CREATE TABLE public.orders (id bigint PRIMARY KEY);
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.orders TO example_app;
