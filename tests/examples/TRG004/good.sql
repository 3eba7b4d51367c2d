CREATE TABLE public.events (at date, note text) PARTITION BY RANGE (at);
CREATE TABLE public.events_old PARTITION OF public.events FOR VALUES FROM ('2000-01-01') TO ('2020-01-01');
CREATE TABLE public.events_new PARTITION OF public.events DEFAULT;
CREATE FUNCTION public.mark() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := 'x'; RETURN NEW; END $$;
CREATE TRIGGER mark BEFORE INSERT ON public.events FOR EACH ROW EXECUTE FUNCTION public.mark();
CREATE TRIGGER old BEFORE UPDATE ON public.events_old FOR EACH ROW EXECUTE FUNCTION public.mark();
CREATE TRIGGER new BEFORE UPDATE ON public.events_new FOR EACH ROW EXECUTE FUNCTION public.mark();
