CREATE EXTENSION pgcrypto;
CREATE FUNCTION public.plain() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TYPE public.span AS RANGE (subtype = integer);
CREATE AGGREGATE public.total (integer) (SFUNC = int4pl, STYPE = integer);
