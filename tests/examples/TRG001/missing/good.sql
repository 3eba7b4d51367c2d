CREATE FUNCTION public.give_code() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.code := 'C' || new.id; RETURN new; END $$;
CREATE TABLE public.customers (id bigint PRIMARY KEY, code text);
CREATE TRIGGER give_code BEFORE INSERT ON public.customers FOR EACH ROW EXECUTE FUNCTION public.give_code();
