CREATE FUNCTION public.loose() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE PROCEDURE public.tidy() LANGUAGE plpgsql AS 'BEGIN NULL; END';
