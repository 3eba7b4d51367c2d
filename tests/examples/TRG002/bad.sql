ALTER TABLE public.events_old DISABLE TRIGGER mark;
ALTER TABLE public.events_new ENABLE REPLICA TRIGGER always;
