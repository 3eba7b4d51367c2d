CREATE ROLE anon NOLOGIN;
CREATE ROLE authenticated NOLOGIN;
CREATE SCHEMA auth;
CREATE FUNCTION auth.org() RETURNS text LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('request.jwt.claims', true), '')::json ->> 'org' $$;
CREATE TABLE public.notes (org text NOT NULL, id int PRIMARY KEY, body text);
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.notes TO authenticated USING (org = auth.org());
GRANT SELECT ON public.notes TO authenticated;
CREATE FUNCTION public.searched(word text) RETURNS SETOF public.notes LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM set_config('app.word', word, true);
    RETURN QUERY SELECT * FROM public.notes WHERE body ~ current_setting('app.word');
END $$;
CREATE FUNCTION public.as_org(org text) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM set_config('request.jwt.claims', json_build_object('org', org)::text, true);
END $$;
REVOKE EXECUTE ON FUNCTION public.as_org(text) FROM PUBLIC;
