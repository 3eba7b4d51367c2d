SELECT 'public.plans has the row paid'
WHERE NOT EXISTS (SELECT FROM public.plans p WHERE p.name = 'paid');
