REVOKE INSERT ON public.notes FROM example_app;
