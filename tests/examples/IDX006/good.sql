CREATE ROLE app NOLOGIN;
CREATE TABLE public.templates (id bigint PRIMARY KEY, org_id bigint, slug text, UNIQUE (org_id, slug));
ALTER TABLE public.templates ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON public.templates FOR SELECT USING (org_id IS NULL OR org_id = current_setting('app.org')::bigint);
CREATE UNIQUE INDEX templates_of_all ON public.templates (slug) WHERE org_id IS NULL;
-- NULL means nothing there
CREATE TABLE public.visits (id bigint PRIMARY KEY, org_id bigint, day date, UNIQUE (org_id, day));
-- NULL tells one kind of an organization's own rows from another
CREATE TABLE public.agents (id bigint PRIMARY KEY, org_id bigint NOT NULL, user_id bigint, UNIQUE (org_id, user_id));
ALTER TABLE public.agents ENABLE ROW LEVEL SECURITY;
CREATE POLICY machines ON public.agents FOR SELECT
    USING (org_id = current_setting('app.org')::bigint AND user_id IS NULL);
