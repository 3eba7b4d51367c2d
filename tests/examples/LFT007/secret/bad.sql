UPDATE public.links SET api_key = md5('link 1') WHERE id = 3;
UPDATE public.hooks SET webhook_secret = md5('hook 4') WHERE id = 2;
UPDATE public.links SET credentials_encrypted = md5('sealed 1') WHERE id = 2;
