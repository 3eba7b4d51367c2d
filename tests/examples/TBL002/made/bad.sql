DROP TABLE public.readings_all;
