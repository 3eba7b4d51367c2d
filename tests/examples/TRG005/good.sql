CREATE TABLE public.customers (id bigint PRIMARY KEY, name text, name_old text, ghost boolean);
CREATE FUNCTION public.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER keep BEFORE INSERT ON public.customers FOR EACH ROW EXECUTE FUNCTION public.keep();
