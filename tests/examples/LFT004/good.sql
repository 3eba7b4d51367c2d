CREATE TABLE public.logs (id integer PRIMARY KEY, message text, payload jsonb, body text);
COMMENT ON COLUMN public.logs.message IS 'postgresql://user:***@host and token=<secret>; see password policy';
COMMENT ON COLUMN public.logs.payload IS 'as received; sha256 of the first: 6f1d0c9be7a24853b1f0aa77c3e19d24508b6e2f914dd7c3a85be01947f26d3a';
INSERT INTO public.logs (id, message, payload) VALUES
    (1, 'password: must have 8 characters; password=**** postgres://app:${PASSWORD}@db', '{"password": "Passwort", "token": "x"}'),
    (2, 'GET https://app.test:8080/reset?token=abc task-12345678901234567890123456789012', '{"password": "required|min:8"}'),
    (3, 'mail ann@one.test: reset your password at https://app.test/a@b', '{"api_key": "sk_test_4eC39HqLyjWDarjtT1zdp7dc"}'),
    (4, 'key AKIAIOSFODNN7EXAMPLE', '{"secret": "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "note": "https://a:80/x@y"}');
CREATE FUNCTION public.change(pwd text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE password text;
BEGIN
    password=pwd1_of(pwd); -- 'Bearer ' || current_setting('app.key'), postgresql://app:***@db, sk-...
    PERFORM net.post('https://app.test/x', 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.' || 'x');
    RETURN 'eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.xY9_xY9_xY9_xY9_xY9_xY9_';
END $$;
INSERT INTO public.logs (id, message, payload) VALUES (5, 'GET /hooks/12345678901234567890123456789012 404, /webhooks/we_1aB2', '{"signing_secret": "from the vault", "secret": "test"}');
INSERT INTO public.logs (id, message, payload) VALUES
    (6, 'X-Api-Key: ***, Cookie: theme=dark; curl -u $LOGIN:$PASSWORD https://app.test', '{"kty": "RSA", "k": "x"}'),
    (7, 'AWS_SECRET_ACCESS_KEY=$KEY, AccountKey=<key>, GET /x?sig=abc', '{"alg": "oct"}');
CREATE TABLE public.articles (id integer PRIMARY KEY, content text, tags text[]);
INSERT INTO public.articles VALUES (1, 'password=Hunter22 is a bad one; a token is eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.' || repeat('xY9_', 8), ARRAY['sk-guide']),
    (2, 'the map takes AIza' || repeat('a1B2', 9), '{}');
CREATE TABLE public.people (id integer PRIMARY KEY, "twoFactorSecret" text);
INSERT INTO public.people VALUES (1, NULL), (2, 'sealed:' || md5('a seed')), (3, '');
INSERT INTO public.logs (id, message, payload) VALUES
    (101, 'mail to:ann99x@shop.test:25, sip:100012@pbx.test:5060, redis:7.2.4-alpine@sha256:1234abcd', '{"username": "required", "password": "min8"}'),
    (102, 'Authorization: Bearer <token>; authorization: role admin2; PIN: 560001, shipping: 1234', '{"pass": "{{pass}}", "user": "ann"}'),
    (103, 'api_key=${KEY_1}, apiKey=process.env.KEY2, secret_key: 3f2504e0-4f89-11d3-9a0c-0305e82c3301', '{"cookie": "theme=dark"}');
INSERT INTO public.articles VALUES (101, 'Server=myServer;Database=shop;Uid=app;Password=Hunter22; or postgres://app:Hunter22@localhost/shop', '{}');
COMMENT ON TABLE public.articles IS 'key=md5(title), token: uuid4, and by key: 3f2504e0-4f89-11d3-9a0c-0305e82c3301';
