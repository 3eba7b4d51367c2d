CREATE FUNCTION app.counted(name text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ DECLARE n bigint; BEGIN EXECUTE format('SELECT count(*) FROM public.%I', name) INTO n; RETURN n; END $$;
