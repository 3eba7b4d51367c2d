CREATE TABLE public.users (id integer PRIMARY KEY, email text, deleted boolean NOT NULL);
CREATE UNIQUE INDEX users_email_key ON public.users (lower(email)) WHERE NOT deleted;
INSERT INTO public.users VALUES (1, 'ann@one.test', false), (2, 'Ann@one.test', true), (3, NULL, false), (4, NULL, false);
