CREATE FUNCTION app.stamped() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN RETURN NEW; END $$;
ALTER FUNCTION app.stamped() OWNER TO example_app;
CREATE TRIGGER stamped BEFORE INSERT ON public.notes FOR EACH ROW EXECUTE FUNCTION app.stamped();
