-- B07 [triggers] a code can be changed later
-- names: public.customers.set_customer_code
DROP TRIGGER set_customer_code ON public.customers;
CREATE TRIGGER set_customer_code BEFORE INSERT ON public.customers
    FOR EACH ROW EXECUTE FUNCTION public.generate_customer_code();
