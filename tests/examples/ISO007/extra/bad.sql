GRANT DELETE ON public.notes TO example_app;
