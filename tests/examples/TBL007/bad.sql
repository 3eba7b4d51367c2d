CREATE TABLE public.customers_archive () INHERITS (public.customers);
GRANT SELECT ON public.customers_archive TO tenant;
