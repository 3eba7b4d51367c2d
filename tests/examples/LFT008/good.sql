CREATE TABLE public.connections (
    id integer PRIMARY KEY, api_key_encrypted text, api_key text, webhook_secret text, key_hint text, public_key text, options jsonb
);
CREATE TABLE public.rooms (id integer PRIMARY KEY, pin text);
INSERT INTO public.connections VALUES
    (1, repeat('0a', 32), NULL, repeat('b', 44), 'ab12', 'pk', '{"password": "", "mode": "live"}'),
    (2, repeat('0b', 32), '', '***', 'cd34', 'pk', '{"password": "{{vault}}", "secret": "****"}');
INSERT INTO public.rooms VALUES (1, '1234');
INSERT INTO public.connections (id, api_key_encrypted) VALUES (3, '{"iv": "0a", "tag": "0b", "data": "0c"}');
