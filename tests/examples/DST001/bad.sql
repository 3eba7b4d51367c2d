SELECT public.spread('public.lines', 'order_id', 1);
UPDATE pg_catalog.pg_dist_partition SET partmethod = 'n', partkey = NULL, colocationid = 2, repmodel = 't'
  WHERE logicalrelid = 'public.orders'::regclass;
CREATE TABLE public.notes (tenant_id bigint NOT NULL REFERENCES public.tenants, id bigint, PRIMARY KEY (tenant_id, id));
