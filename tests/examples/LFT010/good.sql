CREATE TABLE public.users (id integer PRIMARY KEY, email text NOT NULL, password_hash text);
INSERT INTO public.users SELECT n, 'person' || n, '$2b$12$' || md5(n::text) || repeat('a', 21) FROM generate_series(1, 4) AS n;
INSERT INTO public.users VALUES (7, 'one', '!'), (8, 'two', NULL), (9, 'three', '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ5$b2Zhbm90aGVya2luZA');
CREATE TABLE public.old_users (id integer PRIMARY KEY, email text NOT NULL, password_hash text);
INSERT INTO public.old_users SELECT n, 'person' || n, md5(n::text) FROM generate_series(1, 4) AS n;
