UPDATE public.users SET password_hash = left(password_hash, 59) WHERE id = 2;
UPDATE public.users SET password_hash = password_hash || ' ' WHERE id = 3;
