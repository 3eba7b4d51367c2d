GRANT EXECUTE ON FUNCTION public.dblink_connect_u(text) TO example_app;
