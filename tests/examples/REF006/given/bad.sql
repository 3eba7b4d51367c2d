UPDATE public.hooks SET token = encode(sha256(convert_to(clinic_id || name, 'UTF8')), 'hex') WHERE id = 1;
UPDATE public.hooks SET token = md5('South') WHERE id = 2;
UPDATE public.hooks SET token = md5(name || ':' || id) WHERE id = 3;
UPDATE public.hooks SET token = md5('drawn anew') WHERE id = 5;
UPDATE public.hooks SET token = md5('a page') WHERE id = 4;
UPDATE public.hooks SET settings = jsonb_build_object('sent to', 'https://app.shop.test/in/' || token) WHERE id = 5;
