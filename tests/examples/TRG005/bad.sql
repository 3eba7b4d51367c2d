ALTER TABLE public.customers ADD COLUMN _pgroll_new_name text;
CREATE TRIGGER customers_dual_write BEFORE UPDATE ON public.customers FOR EACH ROW EXECUTE FUNCTION public.keep();
CREATE TABLE public._customers_gho (id bigint PRIMARY KEY);
