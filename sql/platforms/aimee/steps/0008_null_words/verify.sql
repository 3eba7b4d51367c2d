SELECT pg_catalog.format('public.organizations %s: NULL where nothing is known, not the word for it', o.id)
FROM public.organizations AS o
WHERE o.domain IN ('null', 'undefined') OR o.contact_email IN ('null', 'undefined') OR o.contact_phone IN ('null', 'undefined') OR o.billing_email IN ('null', 'undefined')
UNION ALL
SELECT pg_catalog.format('public.users %s: NULL where nothing is known, not the word for it', u.id)
FROM public.users AS u
WHERE u.full_name IN ('null', 'undefined') OR u.phone IN ('null', 'undefined')
UNION ALL
SELECT pg_catalog.format('public.knowledge_documents %s: NULL where nothing is known, not the word for it', d.id)
FROM public.knowledge_documents AS d
WHERE d.summary IN ('null', 'undefined')
UNION ALL
SELECT pg_catalog.format('public.agent_workflows %s: NULL where nothing is known, not the word for it', w.id)
FROM public.agent_workflows AS w
WHERE w.description IN ('null', 'undefined')
UNION ALL
SELECT pg_catalog.format('public.integrations %s: metadata is an object, not the word undefined', i.id)
FROM public.integrations AS i
WHERE i.metadata IN ('"null"', '"undefined"')
UNION ALL
SELECT 'golive_undo.null_words keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.null_words') IS NULL;
