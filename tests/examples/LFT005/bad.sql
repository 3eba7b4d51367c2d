UPDATE public.users SET password_hash = 'Welcome1!' WHERE id IN (1, 2);
UPDATE public.users SET password_plain = 'hunter2' WHERE id = 3;
