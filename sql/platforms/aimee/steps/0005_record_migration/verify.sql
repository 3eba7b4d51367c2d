SELECT 'the history of Drizzle belongs to aimee_owner'
WHERE (SELECT pg_catalog.pg_get_userbyid(n.nspowner) = 'aimee_owner' AND pg_catalog.pg_get_userbyid(c.relowner) = 'aimee_owner'
       FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
       WHERE c.oid = pg_catalog.to_regclass('drizzle.__drizzle_migrations')) IS NOT TRUE
UNION ALL
SELECT 'the history of Drizzle knows 0000_big_sleepwalker once, with the hash of its file'
WHERE (SELECT pg_catalog.count(*) FROM drizzle.__drizzle_migrations AS m
       WHERE m.created_at = 1765208421815
         AND m.hash = '0d3a892e68b5c8d905d0dc915928ce8bd9effb8a88952d1ccb5129b825cf511c') <> 1
UNION ALL
SELECT 'public.' || t.name || ' is there'
FROM (VALUES
    ('agent_workflow_runs'), ('agent_workflow_schedules'), ('agent_workflows'), ('ai_agent_configurations'), ('ai_assistant_config'),
    ('ai_assistant_functions'), ('check_in_cycles'), ('check_in_meetings'), ('integration_triggers'), ('integrations'),
    ('key_result_tasks'), ('key_results'), ('knowledge_categories'), ('knowledge_documents'), ('knowledge_folders'),
    ('layout_templates'), ('menu_items'), ('menu_sections'), ('objectives'), ('organizations'),
    ('pages'), ('platform_features'), ('team_members'), ('teams'), ('theme_settings'),
    ('users'), ('webhook_events'), ('work_items'), ('workflow_templates')
) AS t(name)
WHERE pg_catalog.to_regclass('public.' || t.name) IS NULL;
