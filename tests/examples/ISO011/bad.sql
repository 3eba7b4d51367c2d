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
