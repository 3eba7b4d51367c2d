CREATE TABLE public.customers (id bigint PRIMARY KEY, name text, tenant_id bigint);
CREATE TABLE public.counts (tenant_id bigint PRIMARY KEY, n bigint);
CREATE FUNCTION public.count_up() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN
  INSERT INTO counts AS c (tenant_id, n) VALUES (NEW.tenant_id, 1) ON CONFLICT (tenant_id) DO UPDATE SET n = c.n + 1;
  IF TG_OP = 'UPDATE' AND NEW.name IS DISTINCT FROM OLD.name THEN PERFORM pg_notify('names', row_to_json(NEW)::text); END IF;
  RETURN NEW; END $$;
CREATE TRIGGER count_up AFTER INSERT OR UPDATE ON public.customers FOR EACH ROW EXECUTE FUNCTION public.count_up();
