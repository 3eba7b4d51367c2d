CREATE POLICY themselves ON public.members FOR SELECT USING (
    EXISTS (SELECT FROM public.members m WHERE m.org_id = members.org_id AND m.user_id = auth.uid()));
CREATE TABLE public.folders (id bigint PRIMARY KEY, doc_id bigint);
ALTER TABLE public.folders ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.folders TO app;
SET check_function_bodies = off;
CREATE FUNCTION public.doc_seen(doc bigint) RETURNS boolean LANGUAGE sql STABLE
    AS $$SELECT EXISTS (SELECT FROM public.shares WHERE shares.doc_id = doc)$$;
CREATE TABLE public.shares (id bigint PRIMARY KEY, doc_id bigint);
ALTER TABLE public.shares ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.shares TO app;
CREATE POLICY seen ON public.folders FOR SELECT USING (public.doc_seen(doc_id));
CREATE POLICY within ON public.shares FOR SELECT USING (EXISTS (
    SELECT FROM public.folders f WHERE f.doc_id = shares.doc_id));
