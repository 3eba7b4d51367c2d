ALTER PUBLICATION shop SET TABLE public.countries, public.orders;
CREATE PUBLICATION everything FOR ALL TABLES;
