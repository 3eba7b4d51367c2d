CREATE EXTENSION pg_trgm;
CREATE FUNCTION public.greeting() RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$ SELECT 'hello' $$;
