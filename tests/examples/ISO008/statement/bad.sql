CREATE FUNCTION app.run(statement text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN EXECUTE statement; END $$;
