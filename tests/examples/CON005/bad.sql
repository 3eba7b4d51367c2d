ALTER TABLE public.users ADD CONSTRAINT one_address UNIQUE (email);
