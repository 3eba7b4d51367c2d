DROP TRIGGER give_code ON public.customers;
CREATE TRIGGER give_code BEFORE INSERT ON public.customers FOR EACH ROW WHEN (false) EXECUTE FUNCTION public.give_code();
