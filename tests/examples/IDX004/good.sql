CREATE TABLE public.customers (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE public.invoices (id bigint PRIMARY KEY, a int, b int, note text,
  CONSTRAINT customer FOREIGN KEY (a, b) REFERENCES public.customers);
CREATE INDEX invoices_customer ON public.invoices (b, a, note);
CREATE TABLE public.parents (id bigint PRIMARY KEY);
CREATE TABLE public.children (id bigint PRIMARY KEY, parent bigint REFERENCES public.parents);
CREATE INDEX children_parent ON public.children (parent) WHERE parent IS NOT NULL;
