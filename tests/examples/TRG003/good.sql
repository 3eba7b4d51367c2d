CREATE TABLE public.customers (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, "fullName" text NOT NULL, note text);
CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
CREATE TRIGGER tenant_stays BEFORE UPDATE ON public.customers FOR EACH ROW
  WHEN (OLD.tenant_id IS DISTINCT FROM NEW.tenant_id) EXECUTE FUNCTION public.refuse();
CREATE TRIGGER has_tenant BEFORE INSERT ON public.customers FOR EACH ROW
  WHEN (NEW.tenant_id IS NULL) EXECUTE FUNCTION public.refuse();
CREATE TRIGGER has_note BEFORE UPDATE ON public.customers FOR EACH ROW
  WHEN (OLD.note IS NULL AND NEW.note = 'x' OR pg_trigger_depth() > 5) EXECUTE FUNCTION public.refuse();
