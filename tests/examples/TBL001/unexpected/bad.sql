CREATE TABLE public.users_copy AS TABLE public.users;
ANALYZE public.users_copy;
