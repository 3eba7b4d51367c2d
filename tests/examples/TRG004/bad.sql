DROP TRIGGER old ON public.events_old;
