UPDATE public.users SET password_hash = (SELECT left(password_hash, 29) FROM public.users WHERE id = 1) || repeat('b', 31) WHERE id = 2;
UPDATE public.users SET password_hash = '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ5$YW5kYW5vdGhlcg' WHERE id = 6;
