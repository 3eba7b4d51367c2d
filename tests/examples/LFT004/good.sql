CREATE TABLE public.logs (id integer PRIMARY KEY, message text, payload jsonb, body text);
COMMENT ON COLUMN public.logs.message IS 'postgresql://user:***@host and token=<secret>; see password policy';
INSERT INTO public.logs (id, message, payload) VALUES
    (1, 'password: must have 8 characters; password=**** postgres://app:${PASSWORD}@db', '{"password": "Passwort", "token": "x"}'),
    (2, 'GET https://app.test:8080/reset?token=abc task-12345678901234567890123456789012', '{"password": "required|min:8"}'),
    (3, 'mail ann@one.test: reset your password at https://app.test/a@b', '{"api_key": "sk_test_4eC39HqLyjWDarjtT1zdp7dc"}'),
    (4, 'key AKIAIOSFODNN7EXAMPLE', '{"secret": "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "note": "https://a:80/x@y"}');
