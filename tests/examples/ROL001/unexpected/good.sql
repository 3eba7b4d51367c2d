CREATE ROLE app NOLOGIN;
CREATE TABLE public.orders (id bigint PRIMARY KEY);
GRANT SELECT ON public.orders TO app;
