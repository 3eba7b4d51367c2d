CREATE ROLE app NOLOGIN;
CREATE TABLE public.users (id bigint PRIMARY KEY, email text, password_hash text);
GRANT SELECT (id, email) ON public.users TO app;
