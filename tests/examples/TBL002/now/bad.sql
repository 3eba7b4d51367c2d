DROP TABLE public.events_2000;
