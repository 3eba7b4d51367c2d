UPDATE public.hooks SET token = encode(sha256(convert_to(clinic_id || name, 'UTF8')), 'hex') WHERE id = 1;
UPDATE public.hooks SET token = md5('South') WHERE id = 2;
UPDATE public.hooks SET token = md5(name || ':' || id) WHERE id = 3;
UPDATE public.hooks SET token = md5('drawn anew') WHERE id = 5;
