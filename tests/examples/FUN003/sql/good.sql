CREATE TABLE public.customers (id bigint PRIMARY KEY, name text);
CREATE FUNCTION public.named(id bigint, text) RETURNS text LANGUAGE sql AS
  'SELECT c.name || $2 FROM public.customers c WHERE c.id = named.id';
CREATE FUNCTION public.slug(text) RETURNS text LANGUAGE sql AS 'SELECT lower($1)';
CREATE FUNCTION public.slug_of(customer public.customers) RETURNS text LANGUAGE plpgsql AS
  $$ BEGIN RETURN public.slug(customer.name); END $$;
CREATE FUNCTION public.guarded() RETURNS bigint LANGUAGE plpgsql AS
  $$ BEGIN IF to_regclass('public.nowhere') IS NULL THEN RETURN 0; END IF; RETURN (SELECT count(*) FROM public.nowhere); END $$;
