CREATE TABLE public.users (id bigint PRIMARY KEY, email text);
COMMENT ON TABLE public.users IS '@omit create,update,delete';
COMMENT ON COLUMN public.users.email IS 'not for display';
