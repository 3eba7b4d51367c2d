CREATE TABLE public.notes (id bigint PRIMARY KEY, author text REFERENCES auth.users (name));
