GRANT SELECT (password_hash) ON public.users TO app;
