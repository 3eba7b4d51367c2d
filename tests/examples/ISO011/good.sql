CREATE ROLE example_owner NOLOGIN;
CREATE ROLE example_app NOLOGIN;
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO example_app;
CREATE FUNCTION app.tenant() RETURNS int LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT nullif(current_setting('app.tenant', true), '')::int $$;
CREATE TABLE public.tenants (id int PRIMARY KEY);
INSERT INTO public.tenants VALUES (1), (2);
CREATE TABLE public.notes (tenant_id int NOT NULL REFERENCES public.tenants, id int PRIMARY KEY, body text);
CREATE TABLE public.feed (tenant_id int NOT NULL REFERENCES public.tenants, body text);
CREATE TABLE public.labels (tenant_id int NOT NULL REFERENCES public.tenants, id int PRIMARY KEY,
    note_id int REFERENCES public.notes, name text);
ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.feed ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.labels ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.notes TO example_app USING (tenant_id = app.tenant());
CREATE POLICY own ON public.feed TO example_app USING (tenant_id = app.tenant());
GRANT SELECT, INSERT, UPDATE ON public.notes TO example_app;
GRANT SELECT ON public.feed TO example_app;
CREATE FUNCTION app.told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO public.feed (tenant_id, body) VALUES (NEW.tenant_id, NEW.body);
    END IF;
    UPDATE public.feed SET body = NEW.body WHERE tenant_id = NEW.tenant_id AND body = OLD.body;
    INSERT INTO public.feed (tenant_id, body) SELECT t.id, 'changed' FROM public.tenants AS t WHERE t.id = NEW.tenant_id;
    UPDATE public.labels SET tenant_id = NEW.tenant_id, name = NEW.body WHERE note_id = NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER told AFTER INSERT OR UPDATE ON public.notes FOR EACH ROW EXECUTE FUNCTION app.told();
