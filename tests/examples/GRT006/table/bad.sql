GRANT TRUNCATE, REFERENCES ON public.orders TO example_app;
