-- Why: rows came with the ids of development; a sequence that stands behind them refuses the first thing that somebody makes
--   after go-live. As the application, one row is made in every table that numbers its rows itself.
SET LOCAL ROLE aimee_app;

INSERT INTO public.organizations (name) VALUES ('Smoke');

INSERT INTO public.users (organization_id, username, email, user_type)
SELECT o.id, 'agent-smoke', 'agent@agents.smoke.test', 'agent' FROM public.organizations AS o WHERE o.name = 'Smoke';

INSERT INTO public.integrations (organization_id, platform_type, name)
SELECT o.id, 'custom', 'Smoke' FROM public.organizations AS o WHERE o.name = 'Smoke';

INSERT INTO public.integration_triggers (integration_id, trigger_key, name, event_type)
SELECT i.id, 'smoke', 'Smoke', 'webhook' FROM public.integrations AS i WHERE i.name = 'Smoke';

INSERT INTO public.agent_workflows (organization_id, name, trigger_type, assigned_user_id)
SELECT u.organization_id, 'Smoke', 'manual', u.id FROM public.users AS u WHERE u.username = 'agent-smoke';

INSERT INTO public.agent_workflow_schedules (workflow_id, organization_id, cron_expression, is_active)
SELECT w.id, w.organization_id, '0 0 * * *', false FROM public.agent_workflows AS w WHERE w.name = 'Smoke';

INSERT INTO public.menu_sections (organization_id, name)
SELECT o.id, 'Smoke' FROM public.organizations AS o WHERE o.name = 'Smoke';

INSERT INTO public.menu_items (organization_id, section_id, title, path)
SELECT s.organization_id, s.id, 'Smoke', '/smoke' FROM public.menu_sections AS s WHERE s.name = 'Smoke';

INSERT INTO public.pages (organization_id, slug, path, title)
SELECT o.id, 'smoke', '/smoke', 'Smoke' FROM public.organizations AS o WHERE o.name = 'Smoke';

INSERT INTO public.knowledge_categories (organization_id, name)
SELECT o.id, 'Smoke' FROM public.organizations AS o WHERE o.name = 'Smoke';

INSERT INTO public.knowledge_folders (organization_id, name, slug)
SELECT o.id, 'Smoke', 'smoke' FROM public.organizations AS o WHERE o.name = 'Smoke';

INSERT INTO public.knowledge_documents (organization_id, folder_id, title)
SELECT f.organization_id, f.id, 'Smoke' FROM public.knowledge_folders AS f WHERE f.slug = 'smoke';

INSERT INTO public.platform_features (organization_id, name)
SELECT o.id, 'Smoke' FROM public.organizations AS o WHERE o.name = 'Smoke';

INSERT INTO public.ai_assistant_config (organization_id)
SELECT o.id FROM public.organizations AS o WHERE o.name = 'Smoke';

INSERT INTO public.ai_assistant_functions (organization_id, function_name, display_name, category, function_schema)
SELECT o.id, 'smoke', 'Smoke', 'smoke', '{"name": "smoke"}' FROM public.organizations AS o WHERE o.name = 'Smoke';

INSERT INTO public.ai_agent_configurations (organization_id, agent_workflow_id, feature_type)
SELECT w.organization_id, w.id, 'smoke' FROM public.agent_workflows AS w WHERE w.name = 'Smoke';

INSERT INTO public.theme_settings (organization_id)
SELECT o.id FROM public.organizations AS o WHERE o.name = 'Smoke';

SELECT pg_catalog.format('a new row of %s has a number above all others', made.place), made.own = made.highest
FROM (
    SELECT 'organizations', max(t.id) FILTER (WHERE t.name = 'Smoke'), max(t.id) FROM public.organizations AS t
    UNION ALL SELECT 'users', max(t.id) FILTER (WHERE t.username = 'agent-smoke'), max(t.id) FROM public.users AS t
    UNION ALL SELECT 'integrations', max(t.id) FILTER (WHERE t.name = 'Smoke'), max(t.id) FROM public.integrations AS t
    UNION ALL SELECT 'integration_triggers', max(t.id) FILTER (WHERE t.name = 'Smoke'), max(t.id) FROM public.integration_triggers AS t
    UNION ALL SELECT 'agent_workflows', max(t.id) FILTER (WHERE t.name = 'Smoke'), max(t.id) FROM public.agent_workflows AS t
    UNION ALL SELECT 'agent_workflow_schedules', max(t.id) FILTER (WHERE w.name = 'Smoke'), max(t.id)
              FROM public.agent_workflow_schedules AS t JOIN public.agent_workflows AS w ON w.id = t.workflow_id
    UNION ALL SELECT 'menu_sections', max(t.id) FILTER (WHERE t.name = 'Smoke'), max(t.id) FROM public.menu_sections AS t
    UNION ALL SELECT 'menu_items', max(t.id) FILTER (WHERE t.title = 'Smoke'), max(t.id) FROM public.menu_items AS t
    UNION ALL SELECT 'knowledge_categories', max(t.id) FILTER (WHERE t.name = 'Smoke'), max(t.id) FROM public.knowledge_categories AS t
    UNION ALL SELECT 'knowledge_folders', max(t.id) FILTER (WHERE t.slug = 'smoke'), max(t.id) FROM public.knowledge_folders AS t
    UNION ALL SELECT 'knowledge_documents', max(t.id) FILTER (WHERE t.title = 'Smoke'), max(t.id) FROM public.knowledge_documents AS t
    UNION ALL SELECT 'platform_features', max(t.id) FILTER (WHERE t.name = 'Smoke'), max(t.id) FROM public.platform_features AS t
    UNION ALL SELECT 'ai_assistant_config', max(t.id) FILTER (WHERE o.name = 'Smoke'), max(t.id)
              FROM public.ai_assistant_config AS t JOIN public.organizations AS o ON o.id = t.organization_id
    UNION ALL SELECT 'ai_assistant_functions', max(t.id) FILTER (WHERE t.function_name = 'smoke'), max(t.id) FROM public.ai_assistant_functions AS t
    UNION ALL SELECT 'ai_agent_configurations', max(t.id) FILTER (WHERE t.feature_type = 'smoke'), max(t.id) FROM public.ai_agent_configurations AS t
    UNION ALL SELECT 'theme_settings', max(t.id) FILTER (WHERE o.name = 'Smoke'), max(t.id)
              FROM public.theme_settings AS t JOIN public.organizations AS o ON o.id = t.organization_id
) AS made(place, own, highest);
