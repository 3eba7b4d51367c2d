ALTER FUNCTION public.settled() SET app.tenant = '1';
CREATE OR REPLACE FUNCTION public.told() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN PERFORM set_config('app.org', NEW.organization_id::text, true); RETURN NEW; END $$;
