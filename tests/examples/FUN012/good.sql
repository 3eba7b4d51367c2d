CREATE ROLE tenant NOLOGIN;
CREATE TABLE public.documents (id bigint PRIMARY KEY, tenant_id bigint);
CREATE TABLE public.countries (id bigint PRIMARY KEY);
ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.documents TO tenant USING (tenant_id = current_setting('app.tenant', true)::bigint);
CREATE FUNCTION public.mine() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT count(*) FROM documents WHERE tenant_id = current_setting('app.tenant', true)::bigint $$;
CREATE FUNCTION public.invoked() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM public.documents';
CREATE FUNCTION public.lands() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  'SELECT count(*) FROM countries';
