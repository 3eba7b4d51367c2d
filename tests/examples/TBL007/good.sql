CREATE ROLE tenant NOLOGIN;
CREATE TABLE public.customers (id bigint PRIMARY KEY, tenant_id bigint);
ALTER TABLE public.customers ENABLE ROW LEVEL SECURITY;
CREATE TABLE public.customers_old () INHERITS (public.customers);
ALTER TABLE public.customers_old ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.customers_old TO tenant;
CREATE TABLE public.things (id bigint);
CREATE TABLE public.big_things () INHERITS (public.things);
GRANT SELECT ON public.big_things TO tenant;
