CREATE ROLE app NOLOGIN;
CREATE ROLE visitor NOLOGIN;
CREATE TABLE public.invoices (id bigint PRIMARY KEY, net numeric(14,4) NOT NULL);
GRANT SELECT, INSERT ON public.invoices TO app;
