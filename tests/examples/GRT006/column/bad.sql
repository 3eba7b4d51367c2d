GRANT REFERENCES (id) ON public.orders TO example_app;
