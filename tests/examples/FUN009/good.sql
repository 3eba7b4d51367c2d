CREATE ROLE tenant NOLOGIN;
CREATE ROLE owner NOLOGIN;
CREATE ROLE filler NOLOGIN BYPASSRLS;
CREATE TABLE public.documents (id bigint PRIMARY KEY, tenant_id bigint, token text);
ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.documents OWNER TO owner;
CREATE POLICY own ON public.documents TO tenant USING (tenant_id = current_setting('app.tenant', true)::bigint);
CREATE FUNCTION public.renew() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ BEGIN UPDATE documents SET token = md5(random()::text); END $$;
ALTER FUNCTION public.renew() OWNER TO owner;
CREATE MATERIALIZED VIEW public.counts AS SELECT count(*) AS n FROM public.documents;
ALTER MATERIALIZED VIEW public.counts OWNER TO filler;
CREATE MATERIALIZED VIEW public.most AS SELECT max(id) AS id FROM public.documents;
ALTER MATERIALIZED VIEW public.most OWNER TO owner;
