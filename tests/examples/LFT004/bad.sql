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
