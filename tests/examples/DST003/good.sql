-- No server of ours has Citus: its catalogs stand here as it fills them.
SET allow_system_table_mods = on;
CREATE TABLE pg_catalog.pg_dist_partition (
  logicalrelid regclass PRIMARY KEY, partmethod "char" NOT NULL, partkey text, colocationid int NOT NULL DEFAULT 0,
  repmodel "char" NOT NULL, autoconverted bool NOT NULL DEFAULT false
);
RESET allow_system_table_mods;
CREATE FUNCTION public.spread(relation regclass, by name, place int) RETURNS void LANGUAGE sql AS $$
  INSERT INTO pg_catalog.pg_dist_partition VALUES ($1, 'h', (
    SELECT format('{VAR :varno 1 :varattno %s :vartype %s :vartypmod -1 :varcollid 0 :varlevelsup 0 :location -1}', attnum, atttypid)
    FROM pg_catalog.pg_attribute WHERE attrelid = $1 AND attname = $2), $3, 's')
  ON CONFLICT (logicalrelid) DO UPDATE SET partmethod = 'h', partkey = excluded.partkey, colocationid = $3, repmodel = 's'
$$;
CREATE TABLE public.tenants (id bigint PRIMARY KEY);
CREATE TABLE public.countries (code text PRIMARY KEY);
CREATE TABLE public.orders (
  tenant_id bigint NOT NULL REFERENCES public.tenants, id bigint, country text REFERENCES public.countries,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE public.lines (
  tenant_id bigint NOT NULL REFERENCES public.tenants, id bigint, order_id bigint, PRIMARY KEY (tenant_id, id),
  CONSTRAINT of_order FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders
);
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.orders USING (tenant_id = current_setting('app.tenant', true)::bigint);
INSERT INTO pg_catalog.pg_dist_partition (logicalrelid, partmethod, colocationid, repmodel)
  VALUES ('public.tenants', 'n', 2, 't'), ('public.countries', 'n', 2, 't');
SELECT public.spread('public.orders', 'tenant_id', 1), public.spread('public.lines', 'tenant_id', 1);
