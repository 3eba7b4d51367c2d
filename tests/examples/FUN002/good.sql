CREATE TABLE public.customers (id bigint PRIMARY KEY, "fullName" text, updated_at timestamptz);
CREATE TABLE public.notes (id bigint PRIMARY KEY, text text);
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  NEW.updated_at := now(); NEW."fullName" := trim(NEW."fullName"); -- NEW.nothing
  IF NEW.tableoid IS NULL THEN RAISE NOTICE 'NEW.nobody'; END IF;
  RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON public.customers FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE FUNCTION public.either() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_TABLE_NAME = 'notes' THEN NEW.text := ''; ELSE NEW.updated_at := now(); END IF; RETURN NEW; END $$;
CREATE TRIGGER either BEFORE INSERT ON public.customers FOR EACH ROW EXECUTE FUNCTION public.either();
CREATE TRIGGER either BEFORE INSERT ON public.notes FOR EACH ROW EXECUTE FUNCTION public.either();
