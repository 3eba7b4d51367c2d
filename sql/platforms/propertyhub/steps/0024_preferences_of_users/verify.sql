SELECT pg_catalog.format('%s users have no preferences', pg_catalog.count(*))
FROM public.users AS u
WHERE NOT EXISTS (SELECT FROM public.notification_preferences AS n WHERE n.user_id = u.id)
HAVING pg_catalog.count(*) > 0
UNION ALL
SELECT 'who got preferences here is kept'
WHERE pg_catalog.to_regclass('golive_undo.preferences_of_users') IS NULL;
