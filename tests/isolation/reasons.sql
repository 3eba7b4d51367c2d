CREATE ROLE app NOLOGIN;
CREATE TABLE public.orgs (id bigint PRIMARY KEY);
CREATE TABLE public.members (
    org_id bigint NOT NULL REFERENCES public.orgs, user_id bigint NOT NULL, status text NOT NULL,
    PRIMARY KEY (org_id, user_id)
);
CREATE TABLE public.notes (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES public.orgs, title text);
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.orgs, public.members, public.notes TO app;
INSERT INTO public.orgs VALUES (1), (2);
INSERT INTO public.members VALUES (1, 11, 'active'), (2, 12, 'active');
INSERT INTO public.notes VALUES (1, 1, 'one'), (2, 2, 'two');
CREATE FUNCTION public.is_admin() RETURNS boolean LANGUAGE sql
    AS 'WITH told AS (UPDATE public.notes SET title = title RETURNING true) SELECT bool_and(true) FROM told';
CREATE FUNCTION public.belongs(org bigint) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
    BEGIN
        RETURN EXISTS (SELECT FROM public.members m
            WHERE m.org_id = org AND m.user_id = current_setting('app.user')::bigint);
    EXCEPTION WHEN invalid_text_representation THEN RETURN false;
    END;
END $$;
CREATE FUNCTION public.hidden(org bigint) RETURNS boolean LANGUAGE internal STABLE AS 'boolin';
CREATE POLICY seen ON public.notes FOR SELECT USING (true);
