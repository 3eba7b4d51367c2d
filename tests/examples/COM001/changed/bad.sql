COMMENT ON TABLE public.users IS 'people';
COMMENT ON COLUMN public.users.email IS NULL;
