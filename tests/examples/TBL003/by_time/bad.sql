CREATE TABLE public.events_rest PARTITION OF public.events DEFAULT;
