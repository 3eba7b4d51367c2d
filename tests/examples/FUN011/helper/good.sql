CREATE TABLE public.documents (id bigint PRIMARY KEY, tenant_id bigint);
ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION public.claim(text) RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT current_setting('request.jwt.claims', true)::jsonb -> 'app_metadata' ->> $1 $$;  -- never user_metadata
CREATE FUNCTION public.tenant() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT public.claim('tenant')::bigint $$;
CREATE POLICY own ON public.documents USING (tenant_id = public.tenant());
CREATE FUNCTION public.greeting() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT current_setting('request.jwt.claims', true)::jsonb -> 'user_metadata' ->> 'name' $$;
