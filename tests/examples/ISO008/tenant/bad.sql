CREATE FUNCTION app.removed(t int, note int) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ DELETE FROM public.notes WHERE tenant_id = t AND id = note $$;
