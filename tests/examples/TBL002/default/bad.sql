DROP TABLE public.days_all;
