UPDATE public.users SET password_hash = (SELECT password_hash FROM public.users WHERE id = 2) WHERE id IN (3, 4);
