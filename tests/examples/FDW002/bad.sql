CREATE USER MAPPING FOR PUBLIC SERVER archive OPTIONS (user 'postgres', password 'x');
GRANT USAGE ON FOREIGN SERVER archive TO example_app;
CREATE FOREIGN TABLE public.old_orders (id bigint) SERVER archive;
GRANT SELECT ON public.old_orders TO example_app;
