UPDATE public.connections SET api_key = 'a-key-of-any-length', webhook_secret = 'abc123', options = '{"auth": {"password": "s3cr3t"}}'
WHERE id = 2;
UPDATE public.connections SET api_key_encrypted = '{"apiKey": "a1b2c3"}' WHERE id = 2;
UPDATE public.connections SET options = jsonb_build_object('previous_credentials', md5('an iv') || ':' || repeat('0c', 32)) WHERE id = 3;
