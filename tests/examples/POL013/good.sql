CREATE ROLE app NOLOGIN;
CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO app;
CREATE FUNCTION auth.uid() RETURNS bigint LANGUAGE sql STABLE AS $$SELECT current_setting('app.user', true)::bigint$$;
CREATE TABLE public.members (org_id bigint, user_id bigint, role text, PRIMARY KEY (org_id, user_id));
CREATE TABLE public.docs (id bigint PRIMARY KEY, org_id bigint, author bigint, title text);
ALTER TABLE public.members ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.docs ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.members, public.docs TO app;
CREATE POLICY see ON public.docs USING (org_id IN (SELECT m.org_id FROM public.members m WHERE m.user_id = auth.uid()));
CREATE FUNCTION public.orgs() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
    AS $$SELECT org_id FROM public.members WHERE user_id = auth.uid()$$;
CREATE POLICY peers ON public.members FOR SELECT USING (org_id IN (SELECT public.orgs()));
