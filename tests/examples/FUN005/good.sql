CREATE FUNCTION public.pinned() RETURNS bigint LANGUAGE sql SET search_path = pg_catalog AS 'SELECT 1::bigint';
CREATE FUNCTION public.bound() RETURNS bigint LANGUAGE sql RETURN 1::bigint;
