CREATE ROLE tenant NOLOGIN;
CREATE TABLE public.documents (id bigint PRIMARY KEY, tenant_id bigint);
CREATE TABLE public.countries (id bigint PRIMARY KEY);
ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;
CREATE MATERIALIZED VIEW public.counts AS SELECT tenant_id, count(*) FROM public.documents GROUP BY 1;
CREATE MATERIALIZED VIEW public.names AS SELECT id FROM public.countries;
GRANT SELECT ON public.names TO tenant;
