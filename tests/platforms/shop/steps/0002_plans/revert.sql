DELETE FROM public.plans WHERE name = 'paid';
