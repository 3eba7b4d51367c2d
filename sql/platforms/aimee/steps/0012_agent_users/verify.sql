SELECT pg_catalog.format('workflow %s acts as an agent user of its organisation, active where the workflow is', w.id)
FROM public.agent_workflows AS w
LEFT JOIN public.users AS u ON u.id = w.assigned_user_id
WHERE (u.user_type = 'agent' AND u.organization_id = w.organization_id AND (u.is_active OR NOT w.is_enabled)) IS NOT TRUE
UNION ALL
SELECT 'golive_undo.agent_users keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.agent_users') IS NULL
UNION ALL
SELECT 'golive_undo.assigned_users keeps what was found'
WHERE pg_catalog.to_regclass('golive_undo.assigned_users') IS NULL;
