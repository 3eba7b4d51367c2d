REVOKE ALL ON public.members FROM example_app;
REVOKE ALL (organization_id, person) ON public.members FROM example_app;
