CREATE TABLE public.users (id integer PRIMARY KEY, team integer NOT NULL, role text NOT NULL);
INSERT INTO public.users VALUES (1, 1, 'owner'), (2, 1, 'member'), (3, 2, 'owner'), (4, 2, 'owner 50%');
