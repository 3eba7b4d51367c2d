-- The organisations that production already serves: the vendor itself, a large one, a small one, and one that has left.
-- The runbook's organisation, number 4, is in the next file. People are named by what they do; every secret is invented.
INSERT INTO public.organizations
    (id, name, domain, subscription_tier, is_active, max_users, contact_email, industry, time_zone, currency, subscription_start)
VALUES
    (1, 'Aimee Works', 'works.test', 'enterprise', true, 20, 'office@works.test', 'software', 'UTC', 'USD', '2025-01-06 08:00:00'),
    (2, 'Harbour Fibre', 'harbour.test', 'enterprise', true, 200, 'office@harbour.test', 'telecom', 'Africa/Johannesburg', 'ZAR', '2025-03-03 09:30:00'),
    (3, 'Quill Dental', 'quill.test', 'basic', true, 10, 'desk@quill.test', 'health', 'Europe/Dublin', 'EUR', '2025-06-16 10:00:00'),
    (5, 'Tidewater Tours', 'tidewater.test', 'basic', false, 10, 'office@tidewater.test', 'travel', 'UTC', 'USD', '2025-02-10 10:00:00');
SELECT pg_catalog.setval('public.organizations_id_seq', 5);

-- One account belongs to no organisation: the vendor's own operator.
INSERT INTO public.users (organization_id, username, "passwordHash", email, role, user_type, is_active, is_email_verified, full_name)
SELECT u.org, u.name, '$2b$10$' || pg_catalog.left(pg_catalog.translate(pg_catalog.encode(pg_catalog.sha512(u.email::bytea), 'base64'), '+', '.'), 53),
       u.email, u.role::public.user_role, 'human', true, true, u.title
FROM (VALUES
    (NULL::integer, 'operator', 'operator@works.test', 'super_admin', 'Operator of the platform'),
    (1, 'works-admin', 'admin@works.test', 'admin', 'Administrator of Aimee Works'),
    (1, 'works-dev', 'dev@works.test', 'dev', 'Developer of Aimee Works')
) AS u (org, name, email, role, title);

INSERT INTO public.users (organization_id, username, "passwordHash", email, role, user_type, is_active, is_email_verified, full_name, splynx_admin_id)
SELECT 2, 'harbour-' || n, '$2b$10$' || pg_catalog.left(pg_catalog.translate(pg_catalog.encode(pg_catalog.sha512(('harbour ' || n)::bytea), 'base64'), '+', '.'), 53),
       'person' || n || '@harbour.test', (CASE WHEN n = 1 THEN 'admin' WHEN n < 6 THEN 'manager' ELSE 'team_member' END)::public.user_role,
       'human', n <> 40, true, 'Person ' || n || ' of Harbour Fibre', 300 + n
FROM pg_catalog.generate_series(1, 40) AS n;

INSERT INTO public.users (organization_id, username, email, role, user_type, is_active, full_name)
SELECT 2, 'agent-workflow-' || n, 'agent-' || n || '@agents.harbour.test', 'team_member', 'agent', true, 'Agent ' || n || ' of Harbour Fibre'
FROM pg_catalog.generate_series(1, 10) AS n;

INSERT INTO public.users (organization_id, username, "passwordHash", email, role, user_type, is_active, full_name)
SELECT u.org, u.name, CASE WHEN u.kind = 'human' THEN '$2b$10$' || pg_catalog.left(pg_catalog.translate(pg_catalog.encode(pg_catalog.sha512(u.email::bytea), 'base64'), '+', '.'), 53) END,
       u.email, u.role::public.user_role, u.kind::public.user_type, true, u.title
FROM (VALUES
    (3, 'quill-admin', 'admin@quill.test', 'admin', 'human', 'Practice manager of Quill Dental'),
    (3, 'quill-desk', 'desk@quill.test', 'team_member', 'human', 'Front desk of Quill Dental'),
    (3, 'agent-workflow-11', 'agent-11@agents.quill.test', 'team_member', 'agent', 'Recall agent of Quill Dental'),
    (5, 'tidewater-admin', 'admin@tidewater.test', 'admin', 'human', 'Former administrator of Tidewater Tours')
) AS u (org, name, email, role, kind, title);

INSERT INTO public.integrations (organization_id, platform_type, name, connection_config, credentials_encrypted, connection_status, is_enabled, last_tested_at)
VALUES
    (1, 'openai', 'OpenAI', '{"model": "gpt-5-mini"}', 'e4b3fb0e74511f69ebc70618c27dfa45:e81cb2e01557ea45a7dce7b9775017a09f8ba97691014af58f2b8a4591f99f078e5b352c2dc4cac4b13b45d9ae40446a86c2cc5516c95d91c847909631560482', 'active', true, '2025-11-10 06:00:00.5'),
    (2, 'splynx', 'Splynx', '{"pollMinutes": 5}', '4bdc955172a6f867cb543becf22e131d:ba78e55f32e1c8b5380bd00c8b5f97d0714b814ce3d172562965481f72b591096a68951844d6b51bc10a69b660566066415fdf8f1283b875eca5d0e80826f4245beaa1676abe6c2d3d404abd08036ed4d318c8c723d38ec8f7148e3b17e62b1d17e03ca9a1ce069c682074dc25f82bea', 'connected', true, '2025-11-17 06:00:00.25'),
    (2, 'openai', 'OpenAI', '{}', 'a0cdca2cd9ad67ea250717efc6117b07:78a425659705ad88cab57f37b953c1ada12f790a17e4a5c0e25555fd4dc43605aae95e8af360cef43c1d97ef23b1c430dced243aa460534a860c9ae8c85cbb91', 'active', true, '2025-11-17 06:00:01'),
    (2, 'xero', 'Xero', '{"tenantName": "Harbour Fibre"}', '828b9b22de6e98c76a9769f5cf808167:0581507e7751b740a71fcd1a0fec8afc7cc82249d8672b7e69534543de869245fa741cf9ac091d560ce98703bb76f52c195a961d049d642af89feb97d7fc002a5fc0a8b2862fa76694bdf26146161416e404064b00c203d404972d3ac70fdf1e1b2abea730b35a21c74d696c54e5364d3e4954dadae464dd3bfbe86781f9bae69e743d25adfa4e7182311eabbc97cdc8f3603bf0c816712cfca9c9d4db0d6d44c0e30bb4eb793af372a83394cdee9f06bc641f60057a613ec1e44f0fc7a6b7f9101b9b06d2c9f72eb858d532c31cc49dec42fce201d6c82e0e61635101362b3e30d82eede8add32985d6ebf5bf66d9674e3ee7fdff9c2985ba491d2ba240fe89', 'connected', true, '2025-11-17 06:00:02'),
    (3, 'google_maps', 'Google Maps', '{}', '8cc742766035485c60e20ff092d10527:8c68a79efd04b011df19d820cc3fff7c9d6493a4c3a1bad903e62b1958353373f26f056b4137871f64b059e553002463b0fe125ce6198e50c1995d340e5367a0', 'connected', true, NULL);

INSERT INTO public.integration_triggers (integration_id, trigger_key, name, category, event_type, webhook_endpoint, webhook_secret, is_configured)
VALUES (2, 'ticket_created', 'Ticket created', 'tickets', 'webhook', '/api/webhooks/integration/2/ticket_created',
        pg_catalog.encode(pg_catalog.sha256('secret of harbour'::bytea), 'hex'), true);

INSERT INTO public.agent_workflows
    (organization_id, name, trigger_type, trigger_config, workflow_definition, webhook_token, is_enabled, last_run_at, last_run_status,
     last_successful_run_at, created_by, assigned_user_id)
SELECT 2, 'Harbour workflow ' || n,
       CASE WHEN n <= 4 THEN 'schedule' WHEN n <= 7 THEN 'webhook' WHEN n = 8 THEN 'integration_event' ELSE 'manual' END,
       CASE WHEN n <= 4 THEN '{"frequency": "daily"}' WHEN n <= 7 THEN '{"triggerId": 1}'
            WHEN n = 8 THEN '{"integrationId": 2, "eventType": "ticket_created"}' ELSE '{}' END::jsonb,
       pg_catalog.jsonb_build_array(
           pg_catalog.jsonb_build_object('id', 's1', 'name', 'Ask Splynx', 'type', 'integration_action', 'config',
               pg_catalog.jsonb_build_object('integrationId', 2, 'action', 'list_tickets', 'parameters', '{}'::jsonb, 'resultVariable', 'tickets')),
           pg_catalog.jsonb_build_object('id', 's2', 'name', 'Keep a note', 'type', 'log_event', 'config',
               pg_catalog.jsonb_build_object('message', 'workflow ' || n || ' found {{tickets.length}} tickets'))),
       -- the last of them was made before the application gave tokens
       CASE WHEN n IN (5, 6) THEN pg_catalog.encode(pg_catalog.sha256(('token of harbour ' || n)::bytea), 'hex') END,
       n <> 10, '2025-11-17 05:00:00.000123', CASE WHEN n <> 10 THEN 'success' END, CASE WHEN n <> 10 THEN '2025-11-17 05:00:09.75'::timestamp END,
       4, (SELECT u.id FROM public.users AS u WHERE u.username = 'agent-workflow-' || n)
FROM pg_catalog.generate_series(1, 10) AS n;

INSERT INTO public.agent_workflows
    (organization_id, name, trigger_type, trigger_config, workflow_definition, is_enabled, last_run_at, last_run_status, last_successful_run_at, assigned_user_id)
SELECT 3, 'Recall of patients', 'schedule', '{"frequency": "weekly"}',
       '[{"id": "s1", "name": "Keep a note", "type": "log_event", "config": {"message": "recall"}}]', true,
       '2025-11-16 00:00:00', 'success', '2025-11-16 00:00:02', u.id
FROM public.users AS u WHERE u.username = 'agent-workflow-11';

INSERT INTO public.agent_workflow_schedules (workflow_id, organization_id, cron_expression, timezone, is_active)
SELECT w.id, w.organization_id, CASE w.organization_id WHEN 2 THEN '0 0 * * *' ELSE '0 0 * * 0' END, o.time_zone, w.is_enabled
FROM public.agent_workflows AS w JOIN public.organizations AS o ON o.id = w.organization_id
WHERE w.trigger_type = 'schedule' ORDER BY w.id;

INSERT INTO public.agent_workflow_runs (workflow_id, status, trigger_source, started_at, completed_at, execution_duration, steps_completed, total_steps)
SELECT 1 + n % 9, CASE WHEN n % 17 = 0 THEN 'failed' ELSE 'success' END, 'scheduler',
       '2025-11-01 05:00:00'::timestamp + n * '1 hour'::interval, '2025-11-01 05:00:09'::timestamp + n * '1 hour'::interval, 9, 2, 2
FROM pg_catalog.generate_series(1, 200) AS n;

INSERT INTO public.webhook_events (organization_id, integration_id, trigger_id, trigger_key, event_id, payload, verified, processed, processed_at, workflow_triggered)
SELECT 2, 2, 1, 'ticket_created', 'evt-' || n, pg_catalog.jsonb_build_object('ticket_id', 9000 + n), true, true,
       '2025-11-02 05:00:00'::timestamp + n * '1 hour'::interval, true
FROM pg_catalog.generate_series(1, 120) AS n;

-- What belongs to nobody belongs to everybody: one section of the menu, layouts, features and functions of the system.
INSERT INTO public.menu_sections (organization_id, name, icon, order_index, role_permissions)
VALUES
    (NULL, 'Help', 'life-buoy', 99, '[]'),
    (2, 'Work', 'briefcase', 0, '[]'),
    (2, 'Network', 'radio-tower', 1, '["admin", "manager"]'),
    (3, 'Practice', 'heart-pulse', 0, '[]');

INSERT INTO public.layout_templates (organization_id, name, description, layout, is_system)
VALUES
    (NULL, 'standard', 'Title, content', '{"areas": ["title", "content"]}', true),
    (NULL, 'dashboard', 'Title, figures, content', '{"areas": ["title", "figures", "content"]}', true);

INSERT INTO public.pages (id, organization_id, slug, path, title, unified_status, status, build_status, owner_user_id, page_content, layout_template_id)
VALUES
    ('1b9d6bcd-0001-4b2d-9b5d-ab8dfbbd4bed', 2, 'work', '/work', 'Work', 'live', 'published', 'built', 4, '{"blocks": []}', 1),
    ('1b9d6bcd-0002-4b2d-9b5d-ab8dfbbd4bed', 2, 'tickets', '/tickets', 'Tickets', 'live', 'published', 'built', 4, '{"blocks": [{"type": "table", "source": "tickets"}]}', 2),
    ('1b9d6bcd-0003-4b2d-9b5d-ab8dfbbd4bed', 2, 'coverage', '/coverage', 'Coverage', 'dev', 'in_review', 'building', 5, '{}', 1),
    ('1b9d6bcd-0004-4b2d-9b5d-ab8dfbbd4bed', 3, 'work', '/work', 'Practice', 'live', 'published', 'built', NULL, '{"blocks": []}', 1),
    ('1b9d6bcd-0005-4b2d-9b5d-ab8dfbbd4bed', NULL, 'help', '/help', 'Help', 'live', 'published', 'built', NULL, '{"blocks": []}', 1);

INSERT INTO public.menu_items (organization_id, section_id, page_id, title, path, icon, order_index)
VALUES
    (NULL, 1, '1b9d6bcd-0005-4b2d-9b5d-ab8dfbbd4bed', 'Help', '/help', 'life-buoy', 0),
    (2, 2, '1b9d6bcd-0001-4b2d-9b5d-ab8dfbbd4bed', 'Work', '/work', 'briefcase', 0),
    (2, 2, '1b9d6bcd-0002-4b2d-9b5d-ab8dfbbd4bed', 'Tickets', '/tickets', 'ticket', 1),
    (2, 3, '1b9d6bcd-0003-4b2d-9b5d-ab8dfbbd4bed', 'Coverage', '/coverage', 'map', 0),
    (3, 4, '1b9d6bcd-0004-4b2d-9b5d-ab8dfbbd4bed', 'Practice', '/work', 'heart-pulse', 0);

INSERT INTO public.knowledge_categories (organization_id, name, parent_id, sort_order)
VALUES (2, 'Network', NULL, 0), (2, 'Fibre', 1, 0), (2, 'Billing', NULL, 1), (3, 'Practice', NULL, 0);

INSERT INTO public.knowledge_folders (organization_id, parent_id, name, slug, created_by)
VALUES (2, NULL, 'Handbook', 'handbook', 4), (2, 1, 'Installers', 'installers', 4), (3, NULL, 'Handbook', 'handbook', NULL);

INSERT INTO public.knowledge_documents (organization_id, folder_id, title, content, summary, categories, tags, status, visibility, unified_status, author_id, published_at)
SELECT 2, 1 + n % 2, 'Handbook page ' || n, pg_catalog.repeat('Splice, test, record. ', 1 + n % 7), 'Page ' || n, ARRAY['Network'], ARRAY['handbook', 'page-' || n],
       (CASE WHEN n % 10 = 0 THEN 'draft' ELSE 'published' END)::public.document_status, 'internal',
       (CASE WHEN n % 10 = 0 THEN 'draft' ELSE 'live' END)::public.unified_status, 4 + n % 5,
       CASE WHEN n % 10 <> 0 THEN '2025-09-01 08:00:00'::timestamp + n * '1 hour'::interval END
FROM pg_catalog.generate_series(1, 80) AS n;

INSERT INTO public.platform_features (organization_id, name, visibility_status, is_enabled, route, linked_page_ids)
VALUES
    (NULL, 'Knowledge base', 'live', true, '/knowledge', '[]'),
    (NULL, 'Agents hub', 'live', true, '/agents', '[]'),
    (NULL, 'Voice agents', 'dev', false, '/voice', '[]'),
    (2, 'Coverage map', 'live', true, '/coverage', '["1b9d6bcd-0003-4b2d-9b5d-ab8dfbbd4bed"]');

INSERT INTO public.ai_assistant_config (organization_id, is_enabled, monthly_budget, current_month_usage, instruction_document_id)
VALUES (1, true, NULL, 0, NULL), (2, true, 250.00, 81.204519, 1);

INSERT INTO public.ai_assistant_functions
    (organization_id, function_name, display_name, category, integration_type, integration_id, function_schema, is_system_function, requires_approval, minimum_role)
VALUES
    (NULL, 'search_knowledge_base', 'Search the knowledge base', 'knowledge', NULL, NULL,
     '{"name": "search_knowledge_base", "parameters": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}}', true, false, 'team_member'),
    (2, 'list_tickets', 'List tickets', 'splynx', 'splynx', 2,
     '{"name": "list_tickets", "parameters": {"type": "object", "properties": {"status": {"type": "string"}}}}', false, false, 'team_member');

-- Harbour Fibre keeps its goals in production: nothing of these tables comes from development.
INSERT INTO public.teams (organization_id, name) VALUES (2, 'Field'), (2, 'Support');
INSERT INTO public.team_members (team_id, user_id, role) VALUES (1, 4, 'lead'), (1, 5, 'member'), (2, 6, 'lead');
INSERT INTO public.objectives (organization_id, title, status, owner_id, team_id, current_value) VALUES (2, 'Every install right the first time', 'On Track', 4, 1, 91.25);
INSERT INTO public.key_results (organization_id, objective_id, title, target_value, current_value, team_id, owner_id) VALUES (2, 1, 'Installs without return visit', 95, 91.25, 1, 4);
INSERT INTO public.key_result_tasks (organization_id, key_result_id, title, team_id, assigned_to) VALUES (2, 1, 'Review the week', 1, 4);
INSERT INTO public.check_in_cycles (organization_id, team_id, starts_on, ends_on) VALUES (2, 1, '2025-11-10', '2025-11-16');
INSERT INTO public.check_in_meetings (organization_id, cycle_id, scheduled_at) VALUES (2, 1, '2025-11-14 09:00:00');
INSERT INTO public.work_items (organization_id, team_id, key_result_task_id, check_in_cycle_id, target_meeting_id, title, owner_id, assigned_to)
VALUES (2, 1, 1, 1, 1, 'Order splice trays', 4, 5), (2, 2, NULL, NULL, NULL, 'Answer the backlog', 6, 6);

INSERT INTO public.workflow_templates (id, organization_id, name, category, steps)
VALUES ('harbour-install', 2, 'Installation', 'field', '[{"id": "visit", "title": "Visit"}, {"id": "test", "title": "Test"}]');
