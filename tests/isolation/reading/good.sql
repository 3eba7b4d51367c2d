-- Tenants with members that may be inactive, rows that hang on others, rows of everybody; sessions that come by
-- settings and by a token. Sound as it is, with helpers of every form that policies call.
CREATE ROLE keeper NOLOGIN;
CREATE ROLE clerk NOLOGIN;
CREATE ROLE member NOLOGIN;
CREATE ROLE visitor NOLOGIN;
CREATE SCHEMA app AUTHORIZATION keeper;
GRANT USAGE ON SCHEMA app TO clerk, member, visitor;

CREATE TABLE public.orgs (id uuid PRIMARY KEY, name text NOT NULL, owner_id uuid NOT NULL, code varchar(4));
CREATE TABLE public.members (
    org_id uuid NOT NULL REFERENCES public.orgs, user_id uuid NOT NULL,
    role text NOT NULL DEFAULT 'plain' CHECK (role IN ('owner', 'admin', 'plain')),
    active boolean NOT NULL DEFAULT true, level integer NOT NULL DEFAULT 0, nickname text,
    PRIMARY KEY (org_id, user_id)
);
CREATE TABLE public.notes (
    org_id uuid NOT NULL REFERENCES public.orgs, id integer PRIMARY KEY, author uuid, body text, flag boolean,
    kind text NOT NULL, n integer NOT NULL
);
CREATE TABLE public.lines (id integer PRIMARY KEY, note_id integer NOT NULL REFERENCES public.notes, body text);
CREATE TABLE public.articles (org_id uuid NOT NULL, id integer PRIMARY KEY, is_public boolean NOT NULL);
CREATE TABLE public.templates (org_id uuid, id integer PRIMARY KEY);
CREATE TABLE public.inbox (user_id uuid NOT NULL, id integer PRIMARY KEY, body text);
CREATE TABLE public.invitations (
    id uuid PRIMARY KEY, org_id uuid NOT NULL REFERENCES public.orgs, user_id uuid NOT NULL, token text,
    role text NOT NULL DEFAULT 'plain'
);
CREATE TABLE public.teams (id integer PRIMARY KEY, org_id uuid NOT NULL REFERENCES public.orgs);
CREATE TABLE public.team_members (team_id integer NOT NULL REFERENCES public.teams, user_id uuid NOT NULL,
    PRIMARY KEY (team_id, user_id));
CREATE TABLE public.countries (code text PRIMARY KEY);
CREATE TABLE public.loose (id integer PRIMARY KEY, body text);

CREATE FUNCTION app.org() RETURNS uuid LANGUAGE sql STABLE SET search_path = '' AS
    $$ SELECT nullif(current_setting('app.org', true), '')::uuid $$;
CREATE FUNCTION app.usr() RETURNS uuid LANGUAGE sql STABLE SET search_path = '' AS
    $$ SELECT nullif(current_setting('app.usr', true), '')::uuid $$;
CREATE FUNCTION app.token() RETURNS jsonb LANGUAGE sql STABLE SET search_path = '' AS
    $$ SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
CREATE FUNCTION app.uid() RETURNS uuid LANGUAGE sql STABLE SET search_path = '' AS
    $$ SELECT coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''), app.token() ->> 'sub')::uuid $$;
CREATE FUNCTION app.mine() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT m.org_id FROM public.members m WHERE m.user_id = app.usr() AND m.active $$;
CREATE FUNCTION app.all_mine() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT coalesce(array_agg(DISTINCT m.org_id), '{}') FROM public.members m WHERE m.user_id = app.usr() AND m.active $$;
CREATE FUNCTION app.is_member(o uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
    $$ SELECT EXISTS (SELECT FROM public.members WHERE org_id = o AND user_id = app.usr() AND active) $$;
CREATE FUNCTION app.role_in(o uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
    $$ SELECT role FROM public.members WHERE org_id = o AND user_id = app.usr() AND active $$;
CREATE FUNCTION app.has_role(o uuid, VARIADIC r text[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = '' AS
    $$ SELECT EXISTS (SELECT FROM public.members m WHERE m.org_id = o AND m.user_id = app.usr() AND m.active
       AND m.role = ANY (r)) $$;
CREATE FUNCTION app.has_level(o uuid, lowest integer DEFAULT 1) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = '' AS
    $$ SELECT EXISTS (SELECT FROM public.members m WHERE m.org_id = o AND m.user_id = app.usr() AND m.active
       AND m.level >= lowest) $$;
CREATE FUNCTION app.strictly(o uuid) RETURNS boolean LANGUAGE sql STABLE STRICT SECURITY DEFINER SET search_path = '' AS
    $$ SELECT coalesce(app.is_member(o), false) $$;
CREATE FUNCTION app.strict_org(o uuid) RETURNS uuid LANGUAGE sql STABLE STRICT SET search_path = '' AS $$ SELECT o $$;
CREATE FUNCTION app.admits(o uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
    DECLARE m public.members; who uuid := app.usr();
    BEGIN
        IF who IS NULL THEN RETURN false; END IF;
        SELECT * INTO m FROM public.members WHERE org_id = o AND user_id = who AND active;
        IF NOT FOUND THEN RETURN false; ELSIF m.role = 'owner' THEN RETURN true; END IF;
        RETURN m.level > 2;
    END $$;
CREATE FUNCTION app.known(OUT org uuid, OUT usr uuid) RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = '' AS $$ SELECT m.org_id, m.user_id FROM public.members m WHERE m.active $$;
CREATE FUNCTION app.walks(o uuid) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = '' AS $$
    DECLARE found_it boolean; BEGIN EXECUTE 'SELECT true' INTO found_it; RETURN found_it; END $$;
CREATE FUNCTION app.reads_volatile() RETURNS SETOF uuid LANGUAGE sql SECURITY DEFINER SET search_path = '' AS
    $$ SELECT m.org_id FROM public.members m WHERE m.user_id = app.usr() AND m.active $$;
CREATE FUNCTION app.writes(o uuid) RETURNS boolean LANGUAGE plpgsql SET search_path = '' AS
    $$ BEGIN UPDATE public.loose SET body = 'x'; RETURN app.is_member(o); END $$;
CREATE FUNCTION app.kept_org() RETURNS uuid LANGUAGE sql IMMUTABLE SET search_path = '' AS
    $$ SELECT nullif(current_setting('app.org', true), '')::uuid $$;
CREATE FUNCTION app.plain(o uuid) RETURNS uuid LANGUAGE sql IMMUTABLE SET search_path = '' AS $$ SELECT o $$;
CREATE FUNCTION app.over(o uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = '' AS $$ SELECT app.is_member(o) $$;
CREATE FUNCTION app.over(o text) RETURNS boolean LANGUAGE sql STABLE SET search_path = '' AS $$ SELECT true $$;
CREATE FUNCTION app.itself(n integer) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = '' AS
    $$ BEGIN RETURN app.itself(n - 1); END $$;
SET search_path = app, public;
CREATE FUNCTION app.unpinned(o uuid) RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT EXISTS (SELECT FROM members m WHERE m.org_id = o AND m.user_id = usr() AND m.active) $$;
RESET search_path;
CREATE FUNCTION app.pinned(o uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, app, pg_temp AS
    $$ SELECT EXISTS (SELECT FROM members m WHERE m.org_id = o AND m.user_id = usr() AND m.active) $$;
CREATE FUNCTION app.atomic(o uuid) RETURNS boolean LANGUAGE sql STABLE BEGIN ATOMIC
    SELECT EXISTS (SELECT FROM public.members m WHERE m.org_id = o AND m.user_id = app.usr() AND m.active); END;
CREATE FUNCTION app.returned(o uuid) RETURNS boolean LANGUAGE sql STABLE RETURN (o = app.org());
CREATE FUNCTION app.two(o uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = '' AS
    $$ SELECT true; SELECT o = app.org() $$;
CREATE FUNCTION app.counted(o uuid) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
    $$ SELECT count(*) FROM public.members m WHERE m.org_id = o AND m.user_id = app.usr() AND m.active $$;
CREATE FUNCTION app.some(o uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
    $$ SELECT count(*) > 0 FROM public.members m WHERE m.org_id = o AND m.user_id = app.usr() AND m.active $$;
CREATE FUNCTION app.any_true(o uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
    $$ SELECT coalesce(bool_or(m.active), false) FROM public.members m WHERE m.org_id = o AND m.user_id = app.usr() $$;
CREATE FUNCTION app.of_clerk(o uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = '' AS $$ SELECT o = app.org() $$;
ALTER FUNCTION app.of_clerk(uuid) OWNER TO clerk;
CREATE FUNCTION app.rows_of(o uuid) RETURNS TABLE (org uuid, kind text) LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = '' AS $$
    BEGIN
        IF app.is_member(o) THEN RETURN QUERY SELECT n.org_id, n.kind FROM public.notes n WHERE n.org_id = o; END IF;
        RETURN QUERY SELECT a.org_id, 'article' FROM public.articles a WHERE a.is_public;
    END $$;
CREATE FUNCTION app.must(o uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS
    $$ BEGIN IF NOT app.is_member(o) THEN RAISE EXCEPTION 'no'; END IF; RETURN true; END $$;
CREATE FUNCTION app.may(o uuid, what text) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS
    $$ BEGIN IF what = 'x' THEN RETURN; ELSIF NOT app.is_member(o) THEN RAISE EXCEPTION 'no'; END IF; END $$;

DO $$ DECLARE t text; BEGIN
    FOREACH t IN ARRAY ARRAY['orgs', 'members', 'notes', 'lines', 'articles', 'templates', 'inbox', 'invitations', 'teams',
        'team_members', 'loose'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
    END LOOP; END $$;
GRANT SELECT ON public.countries TO clerk, member, visitor;
GRANT SELECT, UPDATE ON public.orgs TO clerk;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.members, public.invitations TO clerk;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.notes TO clerk, member;
GRANT SELECT ON public.notes, public.articles TO visitor;
GRANT SELECT ON public.lines, public.articles, public.templates, public.inbox, public.teams, public.team_members TO clerk;
CREATE POLICY p ON public.orgs FOR SELECT TO clerk USING (id = app.org());
CREATE POLICY change ON public.orgs FOR UPDATE TO clerk USING (app.has_role(id, 'owner'));
CREATE POLICY p ON public.members FOR SELECT TO clerk USING (org_id IN (SELECT app.mine()));
CREATE POLICY give ON public.members FOR INSERT TO clerk WITH CHECK (app.has_role(org_id, 'owner', 'admin'));
CREATE POLICY change ON public.members FOR UPDATE TO clerk USING (app.has_role(org_id, 'owner'));
CREATE POLICY leave ON public.members FOR DELETE TO clerk USING (user_id = app.usr() AND active);
CREATE POLICY p ON public.invitations TO clerk USING (app.has_role(org_id, 'owner', 'admin'));
CREATE POLICY p ON public.notes TO clerk USING (org_id = app.org());
CREATE POLICY tokens ON public.notes TO member USING (org_id = (app.token() #>> '{app_metadata,org_id}')::uuid);
CREATE POLICY p ON public.lines TO clerk
    USING (EXISTS (SELECT FROM public.notes n WHERE n.id = lines.note_id AND n.org_id = app.org()));
CREATE POLICY p ON public.articles TO clerk USING (is_public OR org_id = app.org());
CREATE POLICY open ON public.articles TO visitor USING (is_public);
CREATE POLICY p ON public.templates TO clerk USING (org_id IS NULL OR org_id = app.org());
CREATE POLICY p ON public.inbox TO clerk USING (user_id = app.usr());
CREATE POLICY p ON public.teams TO clerk USING (org_id = app.org());
CREATE POLICY p ON public.team_members TO clerk USING (team_id IN (SELECT t.id FROM public.teams t));
CREATE POLICY p ON public.loose TO clerk USING (false);
GRANT SELECT ON public.loose TO clerk;
CREATE POLICY visits ON public.notes FOR SELECT TO visitor USING (false);
