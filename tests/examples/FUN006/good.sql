CREATE TABLE public.customers (id bigint PRIMARY KEY, code text, gone boolean);
CREATE FUNCTION public.code() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.id < 0 THEN RETURN NULL; END IF; NEW.code := 'C' || NEW.id; RETURN NEW; END $$;
CREATE TRIGGER code BEFORE INSERT ON public.customers FOR EACH ROW EXECUTE FUNCTION public.code();
CREATE FUNCTION public.soft() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE public.customers SET gone = true WHERE id = OLD.id; RETURN NULL; END $$;
CREATE TRIGGER soft BEFORE DELETE ON public.customers FOR EACH ROW EXECUTE FUNCTION public.soft();
CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'never'; RETURN NULL; END $$;
CREATE TRIGGER refuse BEFORE UPDATE ON public.customers FOR EACH ROW EXECUTE FUNCTION public.refuse();
CREATE FUNCTION public.after() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER after AFTER INSERT ON public.customers FOR EACH ROW EXECUTE FUNCTION public.after();
