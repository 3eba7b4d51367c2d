UPDATE public.prices SET currency = 'eur' WHERE id = 1;
UPDATE public.prices SET kind = 'NET' WHERE id = 2;
