CREATE TABLE public.hooks (id integer PRIMARY KEY, kind text NOT NULL, token text);
INSERT INTO public.hooks VALUES (1, 'webhook', md5('one')), (2, 'webhook', 'Zr8_k2-Lq0PxV5nB7tYw3A'), (3, 'manual', NULL), (4, 'manual', 'x');
