CREATE ROLE app;
CREATE TABLE public.users (id integer PRIMARY KEY, email text NOT NULL, name text);
ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.users TO app;
CREATE TABLE public.users_old (id integer PRIMARY KEY, email text);
INSERT INTO public.users VALUES (1, 'ann@one.test', 'Ann');
