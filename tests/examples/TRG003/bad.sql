CREATE TRIGGER never BEFORE INSERT ON public.customers FOR EACH ROW WHEN (false) EXECUTE FUNCTION public.refuse();
CREATE TRIGGER same BEFORE UPDATE ON public.customers FOR EACH ROW
  WHEN (NEW.note IS DISTINCT FROM NEW.note) EXECUTE FUNCTION public.refuse();
CREATE TRIGGER kept BEFORE UPDATE ON public.customers FOR EACH ROW
  WHEN (OLD."fullName" IS NULL) EXECUTE FUNCTION public.refuse();
CREATE TRIGGER neither AFTER UPDATE ON public.customers FOR EACH ROW
  WHEN (NEW.note = 'a' AND NEW.note = 'b') EXECUTE FUNCTION public.refuse();
