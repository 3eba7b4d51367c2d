DELETE FROM public.rates WHERE country = 'fr';
