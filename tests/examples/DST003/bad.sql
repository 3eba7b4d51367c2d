SELECT public.spread('public.lines', 'tenant_id', 7);
CREATE TABLE public.gifts (tenant_id bigint NOT NULL, id bigint, lines_id bigint, for_tenant bigint,
  CONSTRAINT of_line FOREIGN KEY (for_tenant, lines_id) REFERENCES public.lines);
SELECT public.spread('public.gifts', 'tenant_id', 7);
