CREATE TABLE public.users (email text NOT NULL, deleted_at timestamptz, UNIQUE (email, deleted_at));
INSERT INTO public.users VALUES ('ann@one.test', NULL), ('ann@one.test', now()), ('bob@one.test', NULL);
