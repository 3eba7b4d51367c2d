REVOKE EXECUTE ON FUNCTION public.current_org() FROM app;
