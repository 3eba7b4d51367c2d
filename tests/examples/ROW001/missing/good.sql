CREATE TABLE public.roles (name text NOT NULL, is_system boolean NOT NULL, flags text[] NOT NULL DEFAULT '{}');
INSERT INTO public.roles VALUES ('Owner', true, '{a,b}'), ('Viewer', true, '{}');
