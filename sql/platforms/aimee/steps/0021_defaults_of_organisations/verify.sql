SELECT pg_catalog.format('organisation %s has a configuration of its assistant', o.id)
FROM public.organizations AS o
WHERE o.is_active AND NOT EXISTS (SELECT FROM public.ai_assistant_config AS c WHERE c.organization_id = o.id)
UNION ALL
SELECT pg_catalog.format('organisation %s has a theme', o.id)
FROM public.organizations AS o
WHERE o.is_active AND NOT EXISTS (SELECT FROM public.theme_settings AS t WHERE t.organization_id = o.id)
UNION ALL
SELECT 'golive_undo.defaults_of_organisations knows what was made'
WHERE pg_catalog.to_regclass('golive_undo.defaults_of_organisations') IS NULL;
