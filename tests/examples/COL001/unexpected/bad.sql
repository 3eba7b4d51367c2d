ALTER TABLE public.users ADD COLUMN password_plain text;
