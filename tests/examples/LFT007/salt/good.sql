CREATE TABLE public.users (id integer PRIMARY KEY, email text NOT NULL, password_hash text);
INSERT INTO public.users SELECT n, 'person' || n, '$2b$12$' || md5(n::text) || repeat('a', 21) FROM generate_series(1, 4) AS n;
INSERT INTO public.users VALUES
    (5, 'five', '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ5$b2Zhbm90aGVya2luZA'),
    (6, 'six', '$argon2id$v=19$m=65536,t=3,p=4$b3RoZXJzYWx0$b2Zhbm90aGVya2luZA');
