SELECT format('no account of the testers is left: %s is', u.id)
FROM auth.users AS u
WHERE u.email ~* '^test[.+-]'
UNION ALL
SELECT format('no profile of the testers is left: %s is', p.id)
FROM public.users AS p
WHERE p.email ~* '^test[.+-]'
UNION ALL
SELECT 'golive_undo.bna_test_accounts keeps what was deleted'
WHERE pg_catalog.to_regclass('golive_undo.bna_test_accounts') IS NULL
