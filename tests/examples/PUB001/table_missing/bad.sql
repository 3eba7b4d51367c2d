ALTER PUBLICATION realtime DROP TABLE public.orders;
