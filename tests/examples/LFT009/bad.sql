UPDATE public.integrations SET base_url = 'https://api.staging.acme.org/v1', config = '{"hooks": [{"url": "http://localhost:3000/in"}]}' WHERE id = 1;
UPDATE public.integrations SET config = '{"url": "https://a1b2c3.ngrok-free.app", "other": "https://api-dev.acme.org"}' WHERE id = 2;
UPDATE public.pages SET image_url = 'http://shop.test/a.png';
