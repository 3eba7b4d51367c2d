CREATE TABLE public.orgs (id integer PRIMARY KEY);
CREATE TABLE public.people (id integer PRIMARY KEY);
CREATE TABLE public.posts (
    id integer PRIMARY KEY, org_id integer NOT NULL REFERENCES public.orgs, user_id integer REFERENCES public.people
);
CREATE TABLE public.comments (
    id integer PRIMARY KEY, org_id integer NOT NULL REFERENCES public.orgs, user_id integer REFERENCES public.people,
    post_id integer REFERENCES public.posts
);
ALTER TABLE public.posts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.comments ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.posts USING (org_id = current_setting('app.org')::integer AND user_id > 0);
CREATE POLICY own ON public.comments USING (org_id = current_setting('app.org')::integer AND user_id > 0);
INSERT INTO public.orgs VALUES (1), (2);
INSERT INTO public.people VALUES (1), (2);
INSERT INTO public.posts VALUES (1, 1, 1), (2, 2, 2);
INSERT INTO public.comments VALUES (1, 1, 2, 1);  -- somebody else's comment in the same organisation
