CREATE ROLE app NOLOGIN;
CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO app;
CREATE FUNCTION auth.uid() RETURNS bigint LANGUAGE sql STABLE AS $$SELECT current_setting('app.user', true)::bigint$$;
CREATE TABLE public.members (org_id bigint, user_id bigint, role text, PRIMARY KEY (org_id, user_id));
CREATE TABLE public.docs (id bigint PRIMARY KEY, org_id bigint, author bigint, title text);
ALTER TABLE public.members ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.docs ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.members, public.docs TO app;
CREATE TABLE public.profiles (id bigint PRIMARY KEY, name text, is_admin boolean);
ALTER TABLE public.profiles ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.profiles TO app;
GRANT UPDATE (name) ON public.profiles TO app;
CREATE POLICY see ON public.docs FOR SELECT USING (
    org_id IN (SELECT m.org_id FROM public.members m WHERE m.user_id = auth.uid())
    OR EXISTS (SELECT FROM public.profiles p WHERE p.id = auth.uid() AND p.is_admin));
CREATE POLICY own ON public.profiles FOR SELECT USING (id = auth.uid());
CREATE POLICY rename ON public.profiles FOR UPDATE USING (id = auth.uid());
CREATE POLICY own ON public.members FOR SELECT USING (user_id = auth.uid());
CREATE TABLE public.invitations (org_id bigint, user_id bigint);
GRANT SELECT ON public.invitations TO app;
CREATE POLICY accept ON public.members FOR INSERT WITH CHECK (user_id = auth.uid() AND org_id IN (
    SELECT i.org_id FROM public.invitations i WHERE i.user_id = auth.uid()));
-- what somebody wrote is his, and comments on it go by its state
CREATE TABLE public.comments (id bigint PRIMARY KEY, doc_id bigint);
ALTER TABLE public.comments ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.comments TO app;
CREATE POLICY of_docs ON public.comments USING (EXISTS (
    SELECT FROM public.docs d WHERE d.id = comments.doc_id AND d.author = auth.uid() AND d.title <> ''));
CREATE POLICY mine ON public.docs FOR UPDATE USING (author = auth.uid());
