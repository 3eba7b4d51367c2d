CREATE FUNCTION app.shortened(int) RETURNS int LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN RETURN $1 % 100; END $$;
CREATE INDEX notes_shortened ON public.notes (app.shortened(id));
ALTER FUNCTION app.shortened(int) OWNER TO example_app;
