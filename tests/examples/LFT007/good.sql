CREATE TABLE public.users (id integer PRIMARY KEY, email text NOT NULL, password_hash text);
CREATE TABLE public.password_history (id integer PRIMARY KEY, user_id integer NOT NULL, password_hash text);
INSERT INTO public.users SELECT n, 'person' || n, '$2b$12$' || md5(n::text) || repeat('a', 21) FROM generate_series(1, 6) AS n;
INSERT INTO public.users VALUES (7, 'one', '!'), (8, 'two', '!'), (9, 'three', ''), (10, 'four', ''), (11, 'Person1', '!');
UPDATE public.users SET password_hash = (SELECT password_hash FROM public.users WHERE id = 1) WHERE id = 11;
INSERT INTO public.password_history VALUES (1, 1, md5('x')), (2, 1, md5('x'));
