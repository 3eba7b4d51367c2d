SELECT format('user %s has a profile', u.id) AS claim
FROM auth.users u
WHERE NOT EXISTS (SELECT FROM public.profiles p WHERE p.id = u.id)
ORDER BY 1;
