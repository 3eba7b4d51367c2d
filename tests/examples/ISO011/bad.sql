CREATE FUNCTION app.spread() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO public.feed (tenant_id, body) SELECT t.id, NEW.body FROM public.tenants AS t WHERE t.id <> NEW.tenant_id;
    INSERT INTO public.feed (tenant_id, body) VALUES ((NEW.body::json ->> 'to')::int, NEW.body);
    RETURN NEW;
END $$;
CREATE TRIGGER spread AFTER INSERT ON public.notes FOR EACH ROW EXECUTE FUNCTION app.spread();
CREATE FUNCTION app.renamed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE public.feed SET body = NEW.body;
    RETURN NULL;
END $$;
CREATE TRIGGER renamed AFTER UPDATE OF body ON public.notes FOR EACH ROW EXECUTE FUNCTION app.renamed();
CREATE FUNCTION app.relabelled() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE public.labels SET name = NEW.body WHERE name = OLD.body;
    RETURN NULL;
END $$;
CREATE TRIGGER relabelled AFTER UPDATE OF body ON public.notes FOR EACH ROW EXECUTE FUNCTION app.relabelled();
CREATE FUNCTION app.taken() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE public.labels SET tenant_id = NEW.tenant_id WHERE id = NEW.body::int;
    RETURN NULL;
END $$;
CREATE TRIGGER taken AFTER INSERT ON public.notes FOR EACH ROW EXECUTE FUNCTION app.taken();
