CREATE VIEW public.titles WITH (security_invoker = off) AS SELECT id FROM public.documents;
CREATE VIEW public.mine WITH (security_barrier) AS
  SELECT id FROM public.documents WHERE tenant_id = current_setting('app.tenant', true)::bigint;
GRANT SELECT ON public.titles, public.mine TO tenant;
