UPDATE public.connections SET api_key = 'a-key-of-any-length', webhook_secret = 'abc123', options = '{"auth": {"password": "s3cr3t"}}'
WHERE id = 2;
