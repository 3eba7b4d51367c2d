CREATE ROLE example_app LOGIN;
CREATE ROLE example_monitor LOGIN;
GRANT pg_monitor TO example_monitor;
CREATE TABLE public.orders (id bigint PRIMARY KEY);
GRANT SELECT ON public.orders TO example_app;
