CREATE TYPE public.money_amount AS (units bigint, currency text);
CREATE FUNCTION public.shown(public.money_amount) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1.units || ' ' || $1.currency $$;
