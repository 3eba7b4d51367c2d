REVOKE EXECUTE ON FUNCTION public.org() FROM example_app;
