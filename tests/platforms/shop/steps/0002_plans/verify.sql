SELECT 'public.plans has no row paid'
WHERE NOT EXISTS (SELECT FROM public.plans p WHERE p.name = 'paid');
