CREATE TABLE public.documents (id bigint PRIMARY KEY, tenant_id bigint);
ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION public.claim(text) RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT current_setting('request.jwt.claims', true)::jsonb -> 'app_metadata' ->> $1 $$;  -- never user_metadata
CREATE FUNCTION public.tenant() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT public.claim('tenant')::bigint $$;
CREATE POLICY own ON public.documents USING (tenant_id = public.tenant());
CREATE FUNCTION public.greeting() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT current_setting('request.jwt.claims', true)::jsonb -> 'user_metadata' ->> 'name' $$;
CREATE FUNCTION public.noted() RETURNS void LANGUAGE plpgsql STABLE AS
  $$ BEGIN RAISE LOG 'asked by %', current_setting('request.headers', true); END $$;
CREATE FUNCTION public.seen(t bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS
  $$ BEGIN PERFORM public.noted(); RETURN t = public.tenant(); END $$;
CREATE POLICY seen ON public.documents USING (public.seen(tenant_id));
