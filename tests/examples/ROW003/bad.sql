DELETE FROM public.countries WHERE code = 'fr';
