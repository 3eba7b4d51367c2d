SET check_function_bodies = off;
CREATE FUNCTION app.qualified() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM app.kept';
CREATE FUNCTION app.typed() RETURNS boolean LANGUAGE sql SECURITY DEFINER
    AS $$SELECT id::text::citext = 'a' FROM kept$$;
