SELECT pg_catalog.format('the credentials of integration %s are sealed as iv:ciphertext, or NULL', i.id)
FROM public.integrations AS i
WHERE i.credentials_encrypted !~ '^[0-9a-f]{32}:([0-9a-f]{32})+$'
UNION ALL
SELECT pg_catalog.format('integration %s has credentials, or is off and says so', i.id)
FROM public.integrations AS i
WHERE i.credentials_encrypted IS NULL AND i.platform_type <> 'custom' AND (i.is_enabled OR i.connection_status <> 'disconnected')
UNION ALL
SELECT 'golive_undo.credentials keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.credentials') IS NULL;
