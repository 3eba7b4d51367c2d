CREATE TABLE public.invoices (id bigint PRIMARY KEY, net numeric NOT NULL CONSTRAINT net_check CHECK (net >= 0));
