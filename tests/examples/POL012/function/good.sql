CREATE ROLE anon NOLOGIN;
CREATE ROLE authenticated NOLOGIN;
CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO authenticated;
CREATE FUNCTION auth.uid() RETURNS bigint LANGUAGE sql STABLE AS $$SELECT current_setting('app.user', true)::bigint$$;
CREATE TABLE public.members (org_id bigint, user_id bigint, PRIMARY KEY (org_id, user_id));
CREATE TABLE public.profiles (id bigint PRIMARY KEY, name text, current_org bigint);
CREATE TABLE public.docs (id bigint PRIMARY KEY, org_id bigint);
ALTER TABLE public.members ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.profiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.docs ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.members, public.profiles, public.docs TO authenticated;
CREATE POLICY own ON public.members FOR SELECT TO authenticated USING (user_id = auth.uid());
CREATE POLICY own ON public.profiles FOR SELECT TO authenticated USING (id = auth.uid());
CREATE POLICY here ON public.docs FOR SELECT TO authenticated USING (
    org_id = (SELECT p.current_org FROM public.profiles p WHERE p.id = auth.uid()));
CREATE FUNCTION public.renames(given text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = ''
    AS $$UPDATE public.profiles SET name = given WHERE id = auth.uid()$$;
CREATE FUNCTION public.goes(org bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF EXISTS (SELECT FROM public.members m WHERE m.org_id = org AND m.user_id = auth.uid()) THEN
        UPDATE public.profiles SET current_org = org WHERE id = auth.uid();
    END IF;
END $$;
