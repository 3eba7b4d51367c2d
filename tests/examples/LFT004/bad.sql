COMMENT ON TABLE public.logs IS 'loaded with postgresql://loader:hunter2@db/prod';
COMMENT ON COLUMN public.logs.payload IS 'sealed with 6f1d0c9be7a24853b1f0aa77c3e19d24508b6e2f914dd7c3a85be01947f26d3a';
INSERT INTO public.logs (id, message) VALUES
    (11, 'connecting to postgresql://app:hunter2@db.internal:5432/prod'), (12, 'PGPASSWORD=Tr0ub4dor&3 psql'),
    (13, '-----BEGIN RSA PRIVATE KEY-----'), (14, 'ghp_' || repeat('a1B2', 9)), (15, 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.'
    || repeat('xY9_', 8)), (16, 'key AKIA' || 'Q2W3E4R5T6Y7U8I9');
INSERT INTO public.logs (id, payload) VALUES (21, jsonb_build_object('key', 'sk-' || repeat('a1B2', 12))),
    (22, '{"smtp": {"password": "hunter2hunter2"}}');
CREATE FUNCTION public.tell() RETURNS text LANGUAGE sql AS
    $$ SELECT 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.xY9_xY9_xY9_xY9_xY9_xY9_' $$;
CREATE VIEW public.source AS SELECT 'postgresql://app:hunter2@db.internal/prod' AS address;
INSERT INTO public.logs (id, message) VALUES (31, 'reset for ann: was ' || '$2b$12$' || repeat('abcdE', 10) || 'xyz'),
    (32, 'POST /hooks/' || md5('a hook') || ' 200'), (33, 'told at https://hooks.slack.com/services/T0' || 'AB12CD3/B0EF45GH6/' || repeat('aB3d', 6));
INSERT INTO public.logs (id, payload) VALUES (34, '{"signing_secret": "changeme"}');
INSERT INTO public.logs (id, message) VALUES (41, 'GET /v1/models X-Api-Key: ' || md5('a key')), (42, 'curl -s -u root:Tr0ub4dor https://app.test'),
    (43, 'Set-Cookie: app_session=' || md5('a session') || '; HttpOnly'), (44, 'npm_' || repeat('a1B2', 9)),
    (45, 'GET https://store.test/x?sv=1&sig=' || repeat('a1B2', 11)), (46, 'AWS_SECRET_ACCESS_KEY=' || repeat('a1B2', 10));
INSERT INTO public.logs (id, payload) VALUES (47, jsonb_build_object('store', 'AccountName=a;AccountKey=' || repeat('a1B2', 22))),
    (48, jsonb_build_object('kty', 'oct', 'alg', 'HS256', 'k', repeat('a1B2', 11)));
INSERT INTO public.articles VALUES (11, 'restore with' || E'\n-----BEGIN PGP PRIVATE KEY BLOCK-----', '{}'), (12, 'a text', ARRAY['guide', 'ghp_' || repeat('a1B2', 9)]);
UPDATE public.people SET "twoFactorSecret" = repeat('JBSW', 4) WHERE id = 1;
INSERT INTO public.logs (id, message) VALUES (51, 'GET /v1 Authorization: ApiKey 8f2Kd01mQz77'), (52, 'voice: pin=4821 taken'),
    (53, 'sent by mailer:Tr0ub4dor@mail.shop.test:587'), (54, 'sync {"apiKey":"k1","apiSecret":"s1"} done'), (55, 'retry, apiKey=Zr4Lk2Tn6');
INSERT INTO public.logs (id, payload) VALUES (56, '{"smtp": {"host": "mail.shop.test", "user": "mailer", "pass": "wint3r"}}'),
    (57, '{"qr": "otpauth://totp/Shop:ann?secret=JBSWY3DPEHPK3PXP"}'), (58, '{"cookie": "sessionid=s8f2Kd01mQz77Rt4"}'),
    (59, '{"sent": "{\"password\": \"hunter2hunter2\"}"}');
INSERT INTO public.articles VALUES (21, 'Server=db.shop.test;Uid=app;Pwd=Tr0ub4dor;', '{}'), (22, 'psql postgresql://app:Tr0ub4dor@db.shop.test/shop', '{}');
INSERT INTO public.logs (id, payload) VALUES (60, '{"legacyApiKey": "Zr4Lk2Tn6Vb9"}');
COMMENT ON COLUMN public.logs.message IS 'as sent: key=k7Gh3Lp9Qs2Wz';
