COMMENT ON TABLE public.users IS '@name people';
