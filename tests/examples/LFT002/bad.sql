INSERT INTO public.users VALUES (6, 'test+1@company.com'), (7, 'ann@example.com'), (8, 'a@b.invalid');
UPDATE public.users SET temporary = true WHERE id = 1;
INSERT INTO public.users VALUES (9, ' Ann@company.com');
