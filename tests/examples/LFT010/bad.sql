UPDATE public.users SET password_hash = left(password_hash, 59) WHERE id = 2;
UPDATE public.users SET password_hash = password_hash || ' ' WHERE id = 3;
INSERT INTO public.users VALUES (11, 'eleven', md5('eleven')), (12, 'twelve', '$2b$04$' || md5('twelve') || repeat('a', 21));
