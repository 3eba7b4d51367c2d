CREATE TABLE app.kept (id bigint PRIMARY KEY);
CREATE FUNCTION app.open() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint';
CREATE FUNCTION app.closed(text) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint';
REVOKE EXECUTE ON FUNCTION app.closed(text) FROM PUBLIC;
SET check_function_bodies = off;
CREATE FUNCTION app.named() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM kept';
REVOKE EXECUTE ON FUNCTION app.named() FROM PUBLIC;
CREATE FUNCTION app.built() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    AS $$BEGIN EXECUTE format('DELETE FROM kept WHERE id = %s', 1); END$$;
CREATE FUNCTION app.lured() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = scratch, pg_temp AS 'SELECT 1::bigint';
CREATE FUNCTION app.late() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = app AS 'SELECT 1::bigint';
