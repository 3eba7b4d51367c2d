CREATE TABLE public.users (id integer PRIMARY KEY, email text, temporary boolean NOT NULL DEFAULT false);
INSERT INTO public.users VALUES (1, 'ann@company.com'), (2, 'bob@tests.org'), (3, 'testa@company.com'), (4, 'x@lab.company.test'), (5, NULL);
