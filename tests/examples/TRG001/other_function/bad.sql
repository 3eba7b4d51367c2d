CREATE SCHEMA shadow;
CREATE FUNCTION shadow.give_code() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
DROP TRIGGER give_code ON public.customers;
CREATE TRIGGER give_code BEFORE INSERT ON public.customers FOR EACH ROW EXECUTE FUNCTION shadow.give_code();
