CREATE ROLE app NOLOGIN;
CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO app;
CREATE FUNCTION auth.uid() RETURNS bigint LANGUAGE sql STABLE AS $$SELECT current_setting('app.user', true)::bigint$$;
CREATE TABLE public.members (org_id bigint, user_id bigint, role text, PRIMARY KEY (org_id, user_id));
CREATE TABLE public.docs (id bigint PRIMARY KEY, org_id bigint, author bigint, title text);
ALTER TABLE public.members ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.docs ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.members, public.docs TO app;
CREATE POLICY members ON public.docs USING (EXISTS (
    SELECT FROM public.members m WHERE m.org_id = docs.org_id AND m.user_id = auth.uid()));
CREATE FUNCTION public.is_member(org bigint) RETURNS boolean LANGUAGE sql STABLE
    AS $$SELECT EXISTS (SELECT FROM public.members m WHERE m.org_id = org AND m.user_id = auth.uid())$$;
CREATE POLICY helped ON public.docs FOR SELECT USING (public.is_member(org_id));
CREATE POLICY peers ON public.members FOR SELECT USING (user_id = auth.uid());
