UPDATE public.users SET role = 'member' WHERE id = 1;
