CREATE TABLE public.documents (id bigint PRIMARY KEY, tenant_id bigint, owner_id bigint);
ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION public.tenant() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT current_setting('app.tenant', true)::bigint $$;
CREATE FUNCTION public.person() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT current_setting('app.person', true)::bigint $$;
CREATE FUNCTION public.double(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
CREATE POLICY own ON public.documents USING (tenant_id = public.tenant() AND owner_id = public.person() AND public.double(id) > 0);
CREATE FUNCTION public.roll() RETURNS double precision LANGUAGE sql AS 'SELECT random()';
