-- Development: the runbook's organisation, number 4, whole, as it is to be promoted, with what must stay behind beside it
-- (drafts, what is switched off, goals). Written as the application left it: microseconds, texts with and without
-- composed letters, NULL beside the empty text, references inside JSON at any depth. Every secret is invented.
INSERT INTO public.organizations
    (id, name, domain, subscription_tier, is_active, max_users, contact_email, contact_phone, address, industry, company_size, time_zone, currency,
     subscription_start, billing_email, settings, features, logo_url, dark_logo_url, created_at, updated_at)
VALUES
    (4, 'Alpine Net', 'alpine.test', 'professional', true, 75, 'office@alpine.test', '+43 1 0000000', '{"street": "Höhenweg 4", "city": "Innsbruck"}', 'telecom', '51-200',
     'Europe/Vienna', 'EUR', '2025-05-05 07:15:00', NULL, '{"weekStart": "mon", "locale": "de-AT"}', '{"agents": true, "voice": false}',
     '/logos/alpine.svg', '/logos/alpine-dark.svg', '2025-05-05 07:15:00.123456', '2025-11-12 16:20:31.000001');

INSERT INTO public.users
    (id, organization_id, username, "passwordHash", email, role, user_type, permissions, is_active, is_email_verified, full_name, phone, splynx_admin_id, created_at)
SELECT u.id, 4, u.name, CASE WHEN u.kind = 'human' THEN '$2b$10$' || pg_catalog.left(pg_catalog.translate(pg_catalog.encode(pg_catalog.sha512(u.email::bytea), 'base64'), '+', '.'), 53) END,
       u.email, u.role::public.user_role, u.kind::public.user_type, u.permissions::jsonb, u.active, u.kind = 'human', u.title, u.phone, u.splynx,
       '2025-05-05 07:20:00.5'::timestamp + u.id * '1 day'::interval
FROM (VALUES
    (60, 'alpine-admin', 'admin@alpine.test', 'admin', 'human', '["*"]', true, 'Administrator of Alpine Net', '+43 1 0000001', 11),
    (61, 'alpine-support', 'support@alpine.test', 'manager', 'human', NULL, true, 'Head of support of Alpine Net', '', 12),
    (62, 'alpine-field', 'field@alpine.test', 'team_member', 'human', NULL, true, 'Fitter of Alpine Net, Südtirol', NULL, 13),
    (63, 'alpine-left', 'left@alpine.test', 'team_member', 'human', NULL, false, 'Former colleague of Alpine Net', NULL, NULL),
    (64, 'agent-workflow-30', 'agent-30@agents.alpine.test', 'team_member', 'agent', NULL, true, 'Customer query agent', NULL, NULL),
    (65, 'agent-workflow-31', 'agent-31@agents.alpine.test', 'team_member', 'agent', NULL, true, 'Nightly sync agent', NULL, NULL),
    (66, 'agent-workflow-32', 'agent-32@agents.alpine.test', 'team_member', 'agent', NULL, true, 'Overdue invoice agent', NULL, NULL),
    (67, 'agent-workflow-33', 'agent-33@agents.alpine.test', 'team_member', 'agent', NULL, true, 'Support ticket agent', NULL, NULL),
    (68, 'agent-workflow-34', 'agent-34@agents.alpine.test', 'team_member', 'agent', NULL, true, 'Weekly strategy agent', NULL, NULL),
    (69, 'agent-workflow-35', 'agent-35@agents.alpine.test', 'team_member', 'agent', NULL, false, 'Agent of an idea', NULL, NULL)
) AS u (id, name, email, role, kind, permissions, active, title, phone, splynx);

INSERT INTO public.integrations
    (id, organization_id, platform_type, name, connection_config, credentials_encrypted, metadata, connection_status, last_tested_at, test_result, is_enabled)
VALUES
    (7, 4, 'splynx', 'Splynx', '{"pollMinutes": 5}', '63e7804b98576866c73bd61c8a1dafd4:b276ab064be45c737c0855225331da6388ad360f8cbda38cf7a4b91beaa9adf4eb88a707bf24a1b9fdada6e10f34512174dbe9f5da7c0d1fe6e68f9aaed6291d5a492e7f19215a9897cde4a6285169ae6eeda3ae54e57fe9b39f740ce97ea08ce32504d584dae511111d6de8638e049e', '{"version": "4.2"}', 'connected', '2025-11-12 06:00:00.000007', '{"ok": true, "ms": 181}', true),
    (8, 4, 'xero', 'Xero', '{"tenantName": "Alpine Net GmbH"}', '6d01cc9a28806bca1051da1512257194:cd8a42e8e8f29c377d18d33b65c295adad01e0322c12ed0f7414107f1ee790281cb3d2dde2bcf9056033b20a31ebe23b68f155e11fb436a81f3e71d6f1448efe2287f658f004e3192bf9726f58d01046491e4278a3e30ab2cf6e2fd58f6debf7837412e87ffdde3761c87384be4ee97c62e82e80d6aacc6cc08549ebb4158b8a71145d17b322f3fb6d9e7d086d5d91d6b25a6cbee6bb76b012204cf326fcef0e741ddd6207dfb82270750a741fffb5e5ec95cebde52c747f5211aa21424423a03b1abab37f10631d17bbb9d957735f5a34b846641b6c14d2aee6e3207e604c9030cc11b33e4e8f134e2bcebc7f8d5e1702cfe252321f76da7939db2a22360923', '{}', 'connected', '2025-11-12 06:00:01', '{"ok": true}', true),
    (9, 4, 'openai', 'OpenAI', '{}', '655be85bd98e8994f33a3a1c6130b2c1:421e4eab5ccb88400affd51fc85ceadba699463318dc6d565e8baebc8fb48c9087740398221d85469264343f259205936e936871ee75d4342f63338ce1f3b2b9', '{}', 'active', '2025-11-12 06:00:02', '{"ok": true}', true),
    (10, 4, 'google_maps', 'Google Maps', '{}', '219a393437da6bd9f4d262736e097d92:a631f5ee877b5a34d6b709e4675d44665e8d72c15802e2bb0b5bce50397892dabe5d6b924568352d8e15c4b31ac2851ff059a4eb2f680b458807c40149f2deac', '{}', 'connected', '2025-11-12 06:00:03', '{"ok": true}', true),
    (11, 4, 'custom', 'Ticket bridge', '{"baseUrl": "https://bridge.alpine.example"}', NULL, '{}', 'disconnected', NULL, '{}', false),
    (12, 4, 'airtable', 'Airtable, no longer used', '{}', 'e0a1ac6bfc4775ba1a1d9426554ca7bd:1057901a72669f40545ae5483c0b64a7e8d65a77813af99b111884331abe40697177dc93f7bef2f351ecf77c42b9009a', '{}', 'disconnected', NULL, '{}', false);

INSERT INTO public.integration_triggers
    (id, integration_id, trigger_key, name, category, event_type, webhook_endpoint, webhook_secret, is_configured, is_active)
VALUES
    (50, 7, 'ticket_created', 'Ticket created', 'tickets', 'webhook', '/api/webhooks/integration/7/ticket_created',
     pg_catalog.encode(pg_catalog.sha256('secret of alpine 50'::bytea), 'hex'), true, false),
    (51, 7, 'customer_query', 'Customer asks', 'customers', 'webhook', '/api/webhooks/integration/7/customer_query',
     pg_catalog.encode(pg_catalog.sha256('secret of alpine 51'::bytea), 'hex'), true, false);

-- Goals: optional, and left behind unless asked for.
INSERT INTO public.teams (id, organization_id, name, timezone) VALUES (40, 4, 'Support', 'Europe/Vienna'), (41, 4, 'Field', 'Europe/Vienna');
INSERT INTO public.team_members (id, team_id, user_id, role) VALUES (80, 40, 61, 'lead'), (81, 41, 62, 'member');
INSERT INTO public.objectives (id, organization_id, title, status, target_value, current_value, owner_id, team_id, created_by)
VALUES (60, 4, 'Customers are called back within the hour', 'Active', 95.00, 71.50, 61, 40, 60);

INSERT INTO public.knowledge_categories (id, organization_id, name, color, parent_id, sort_order)
VALUES (30, 4, 'Support', 'teal', NULL, 0), (31, 4, 'Störungen', 'red', 30, 0), (32, 4, 'Billing', NULL, NULL, 1), (33, 4, 'Field', NULL, NULL, 2), (34, 4, 'Masts', NULL, 33, 0);

INSERT INTO public.knowledge_folders (id, organization_id, parent_id, name, slug, folder_type, created_by)
VALUES (20, 4, NULL, 'Support handbook', 'support-handbook', 'general', 61), (21, 4, 20, 'Instructions of the assistant', 'assistant', 'ai', 60);

-- The same word twice: with a composed letter in 1090, decomposed in 1091.
INSERT INTO public.knowledge_documents
    (id, organization_id, folder_id, document_type, title, content, summary, categories, tags, status, visibility, unified_status, author_id, team_id, search_vector, ai_embedding, published_at, created_at, updated_at)
VALUES
    (1090, 4, 21, 'ai_instruction', 'How the assistant answers', 'Be brief. A Störung comes first.', 'Tone and order', ARRAY['Support'], ARRAY['assistant'], 'published', 'internal', 'live', 60, NULL, 'assist answer', '[0.125, -0.5, 0.0625]', '2025-08-01 09:00:00.000009', '2025-07-30 12:00:00', '2025-08-01 09:00:00.000009'),
    (1091, 4, 20, 'internal_kb', U&'Sto\0308rung: first steps', pg_catalog.repeat('Ask for the lights on the router. ', 400), '', ARRAY['Support', 'Störungen'], '{}', 'published', 'customer', 'live', 61, NULL, NULL, NULL, '2025-08-02 10:30:00', '2025-08-02 10:00:00', '2025-10-02 11:00:00.25'),
    (1092, 4, 20, 'internal_kb', 'Invoices and reminders', 'Reminders go out on the 7th.', NULL, ARRAY['Billing'], NULL, 'published', 'internal', 'live', 61, NULL, NULL, NULL, '2025-08-03 10:30:00', '2025-08-03 10:00:00', '2025-08-03 10:30:00'),
    (1093, 4, NULL, 'training', 'Climbing a mast', E'Two people.\tNever alone.\n', 'Safety', ARRAY['Field', 'Masts'], ARRAY['safety', 'it''s "required"'], 'published', 'internal', 'live', 62, NULL, NULL, NULL, '2025-08-04 10:30:00', '2025-08-04 10:00:00', '2025-08-04 10:30:00'),
    (1094, 4, NULL, 'policy', 'Data protection', 'What we keep, and for how long.', NULL, '{}', '{}', 'published', 'public', 'live', NULL, NULL, NULL, NULL, '2025-08-05 10:30:00', '2025-08-05 10:00:00', '2025-08-05 10:30:00'),
    (1095, 4, 20, 'internal_kb', 'Unfinished', 'To be written', NULL, '{}', '{}', 'draft', 'internal', 'draft', 61, NULL, NULL, NULL, NULL, '2025-11-05 10:00:00', '2025-11-05 10:30:00'),
    (1096, 4, 20, 'internal_kb', 'Old tariffs', 'Until 2024', NULL, ARRAY['Billing'], '{}', 'archived', 'internal', 'archived', 61, NULL, NULL, NULL, '2024-01-05 10:30:00', '2024-01-05 10:00:00', '2025-01-05 10:30:00');

INSERT INTO public.key_results (id, organization_id, objective_id, title, target_value, current_value, knowledge_document_id, team_id, assigned_to, owner_id, created_by)
VALUES (70, 4, 60, 'Customers counted each night', 5000, 4321, NULL, 40, 61, 61, 60), (71, 4, 60, 'Calls back within the hour', 95.00, 71.50, 1091, 40, 61, 61, 60);
INSERT INTO public.key_result_tasks (id, organization_id, key_result_id, title, team_id, assigned_to) VALUES (90, 4, 71, 'Read the calls of the week', 40, 61);
INSERT INTO public.check_in_cycles (id, organization_id, team_id, starts_on, ends_on) VALUES (30, 4, 40, '2025-11-10', '2025-11-16');
INSERT INTO public.check_in_meetings (id, organization_id, cycle_id, scheduled_at) VALUES (30, 4, 30, '2025-11-14 10:00:00');
INSERT INTO public.work_items (id, organization_id, team_id, key_result_task_id, check_in_cycle_id, target_meeting_id, title, owner_id, assigned_to, workflow_template_id, workflow_metadata)
VALUES (100, 4, 40, 90, 30, 30, 'Call the customer of ticket 9001 back', 61, 61, 'splynx-support-ticket', '{"splynx_ticket_id": 9001, "splynx_customer_id": 77}');

INSERT INTO public.workflow_templates (id, organization_id, name, category, steps, is_system_template)
VALUES
    ('alpine-field-visit', 4, 'Field visit', 'field', '[{"id": "call", "title": "Call"}, {"id": "visit", "title": "Visit"}]', false);

INSERT INTO public.agent_workflows
    (id, organization_id, name, description, trigger_type, trigger_config, workflow_definition, target_key_result_id, target_objective_id, assigned_team_id,
     webhook_token, is_enabled, last_run_at, last_run_status, last_successful_run_at, created_by, assigned_user_id, created_at, updated_at, folder_id)
VALUES
    (30, 4, 'Customer query to Splynx task', 'A customer asks; a task is made and an answer drafted', 'webhook', '{"triggerId": 51}',
     '[{"id": "s1", "name": "Find the customer", "type": "splynx_query", "config": {"action": "query", "entity": "customers", "mode": "list", "filters": [{"field": "id", "operator": "=", "value": "{{trigger.customer_id}}"}], "limit": 1, "resultVariable": "customers"}},
       {"id": "s2", "name": "For each customer", "type": "for_each", "config": {"sourceVariable": "customers", "childSteps": [
         {"id": "s2a", "name": "Active?", "type": "conditional_paths", "config": {"conditions": [{"id": "c1", "field": "{{currentItem.status}}", "operator": "equals", "value": "active", "pathSteps": [
           {"id": "s2a1", "name": "Make a task", "type": "integration_action", "config": {"integrationId": 7, "action": "create_task", "parameters": {"customerId": "{{currentItem.id}}", "subject": "Call {{currentItem.name}} back"}, "resultVariable": "task"}}]}],
           "defaultPath": {"steps": [{"id": "s2a2", "name": "Keep a note", "type": "log_event", "config": {"message": "{{currentItem.id}} is not active"}}]}}}]}},
       {"id": "s3", "name": "Draft an answer", "type": "ai_draft_response", "config": {"instructionDocIds": [1090], "knowledgeDocumentIds": [1091], "useKnowledgeBase": true, "workItemId": "{{pathResults[0].workItemId}}"}}]',
     NULL, NULL, NULL, pg_catalog.encode(pg_catalog.sha256('token of alpine 30'::bytea), 'hex'), true, '2025-11-12 15:00:00.000321', 'success', '2025-11-12 15:00:04.5', 60, 64, '2025-06-01 08:00:00', '2025-11-12 15:00:04.5', NULL),
    (31, 4, 'Nightly customer sync', NULL, 'schedule', '{"frequency": "daily"}',
     '[{"id": "s1", "name": "List the customers", "type": "integration_action", "config": {"integrationId": 7, "action": "list_customers", "parameters": {}, "resultVariable": "customers"}},
       {"id": "s2", "name": "Count them", "type": "splynx_query", "config": {"action": "count", "entity": "customers", "mode": "count", "filters": [], "resultVariable": "n", "updateKeyResult": {"keyResultId": 70, "updateType": "set"}}}]',
     NULL, NULL, NULL, NULL, true, '2025-11-12 00:00:00.1', 'success', '2025-11-12 00:00:31', 60, 65, '2025-06-02 08:00:00', '2025-11-12 00:00:31', NULL),
    (32, 4, 'Overdue invoice reminder', '', 'integration_event', '{"integrationId": 8, "eventType": "invoice_overdue"}',
     '[{"id": "s1", "name": "Read the invoice", "type": "integration_action", "config": {"integrationId": 8, "action": "get_invoice", "parameters": {"id": "{{trigger.invoice_id}}"}, "resultVariable": "invoice"}},
       {"id": "s2", "name": "Large?", "type": "condition", "config": {"conditions": [{"field": "{{step1Output.total}}", "operator": "greater_than", "value": 100}]}},
       {"id": "s3", "name": "Tell support", "type": "notification", "config": {"userId": 61, "message": "Invoice {{step1Output.number}} is overdue"}}]',
     NULL, NULL, NULL, NULL, true, '2025-11-11 09:00:00', 'success', '2025-11-11 09:00:02', 60, 66, '2025-06-03 08:00:00', '2025-11-11 09:00:02', NULL),
    (33, 4, 'Support ticket to work item', NULL, 'webhook', '{"triggerId": 50}',
     '[{"id": "s1", "name": "Make a work item", "type": "create_work_item", "config": {"title": "Ticket {{trigger.ticket_id}}", "description": "{{trigger.subject}}", "status": "Planning", "assigneeId": 61, "templateId": "splynx-support-ticket", "dueDate": "+2 days", "splynxTicketId": "{{trigger.ticket_id}}"}},
       {"id": "s2", "name": "Tell the customer", "type": "splynx_ticket_message", "config": {"ticketId": "{{trigger.ticket_id}}", "message": "We are on it.", "isHidden": false}}]',
     NULL, NULL, NULL, pg_catalog.encode(pg_catalog.sha256('token of alpine 33'::bytea), 'hex'), true, '2025-11-12 12:00:00', 'success', '2025-11-12 12:00:01.999999', 61, 67, '2025-06-04 08:00:00', '2025-11-12 12:00:02', NULL),
    (34, 4, 'Weekly strategy update', NULL, 'schedule', '{"frequency": "weekly"}',
     '[{"id": "s1", "name": "Move the key result", "type": "strategy_update", "config": {"type": "key_result", "targetId": 71, "updateType": "set", "value": "{callsBack}"}}]',
     71, 60, 40, NULL, false, NULL, NULL, NULL, 60, 68, '2025-06-05 08:00:00', '2025-06-05 08:00:00', NULL),
    (35, 4, 'An idea', NULL, 'manual', '{}', '[]', NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, 62, 69, '2025-11-01 08:00:00', '2025-11-01 08:00:00', NULL);

-- What fires by itself was switched off for the promotion: it is on in one environment.
INSERT INTO public.agent_workflow_schedules (id, workflow_id, organization_id, cron_expression, timezone, is_active, next_run_at, last_run_at)
VALUES
    (15, 31, 4, '0 0 * * *', 'Europe/Vienna', false, '2025-11-13 00:00:00+01', '2025-11-12 00:00:00.1+01'),
    (16, 34, 4, '0 0 * * 0', 'Europe/Vienna', false, NULL, NULL),
    (17, 30, 4, '0 * * * *', 'UTC', false, NULL, NULL);

INSERT INTO public.agent_workflow_runs (workflow_id, status, trigger_source, started_at, completed_at, execution_duration, steps_completed, total_steps)
SELECT 30 + n % 4, 'success', 'test', '2025-11-01 05:00:00'::timestamp + n * '1 hour'::interval, '2025-11-01 05:00:04'::timestamp + n * '1 hour'::interval, 4, 3, 3
FROM pg_catalog.generate_series(1, 40) AS n;

INSERT INTO public.ai_agent_configurations (id, organization_id, agent_workflow_id, feature_type, is_enabled, system_prompt_document_ids, knowledge_document_ids, linked_objective_id, linked_key_result_ids, created_by)
VALUES (5, 4, 30, 'ticket_drafting', true, '[1090]', '[1091, 1092]', NULL, '[]', 60);

INSERT INTO public.menu_sections (id, organization_id, name, icon, order_index, is_visible, role_permissions)
VALUES (20, 4, 'Support', 'headphones', 0, true, '[]'), (21, 4, 'Field', 'mountain', 1, true, '["admin", "manager", "team_member"]'), (22, 4, 'Laboratory', 'flask', 2, false, '["dev"]');

INSERT INTO public.pages (id, organization_id, slug, path, title, unified_status, status, build_status, owner_user_id, page_content, layout_template_id, page_metadata, deleted_at)
VALUES
    ('9f2c1a34-4001-4e0a-8c1d-1f2e3d4c5b6a', 4, 'support', '/support', 'Support', 'live', 'published', 'built', 60, '{"blocks": [{"type": "list", "source": "tickets", "limit": 25}]}', 1, '{"seo": null}', NULL),
    ('9f2c1a34-4002-4e0a-8c1d-1f2e3d4c5b6a', 4, 'customers', '/customers', 'Customers', 'live', 'published', 'built', 61, '{"blocks": []}', 2, '{}', NULL),
    ('9f2c1a34-4003-4e0a-8c1d-1f2e3d4c5b6a', 4, 'field', '/field', 'Field', 'live', 'published', 'built', 62, '{"blocks": []}', 1, '{}', NULL),
    ('9f2c1a34-4004-4e0a-8c1d-1f2e3d4c5b6a', 4, 'masts', '/masts', 'Masts', 'dev', 'in_review', 'building', 62, '{}', 2, '{}', NULL),
    ('9f2c1a34-4005-4e0a-8c1d-1f2e3d4c5b6a', 4, 'sketch', '/sketch', 'A sketch', 'draft', 'draft', 'not_started', 62, NULL, NULL, '{}', NULL),
    ('9f2c1a34-4006-4e0a-8c1d-1f2e3d4c5b6a', 4, 'tariffs', '/tariffs', 'Old tariffs', 'archived', 'archived', 'built', 61, '{}', 1, '{}', NULL),
    ('9f2c1a34-4007-4e0a-8c1d-1f2e3d4c5b6a', 4, 'field', '/field', 'Field, before', 'live', 'published', 'built', 62, '{}', 1, '{}', '2025-07-01 10:00:00');

INSERT INTO public.menu_items (id, organization_id, section_id, page_id, parent_id, title, path, icon, order_index, is_visible, status, role_permissions)
VALUES
    (40, 4, 20, '9f2c1a34-4001-4e0a-8c1d-1f2e3d4c5b6a', NULL, 'Support', '/support', 'headphones', 0, true, 'active', '[]'),
    (41, 4, 20, '9f2c1a34-4002-4e0a-8c1d-1f2e3d4c5b6a', 40, 'Customers', '/customers', 'users', 1, true, 'active', '["admin", "manager"]'),
    (42, 4, 21, '9f2c1a34-4003-4e0a-8c1d-1f2e3d4c5b6a', NULL, 'Field', '/field', 'mountain', 0, true, 'active', '[]'),
    (43, 4, 21, '9f2c1a34-4004-4e0a-8c1d-1f2e3d4c5b6a', 42, 'Masts', '/masts', 'radio-tower', 1, true, 'active', '["admin"]'),
    (44, 4, 22, '9f2c1a34-4005-4e0a-8c1d-1f2e3d4c5b6a', NULL, 'A sketch', '/sketch', 'pencil', 0, false, 'inactive', '["dev"]'),
    (45, 4, 20, NULL, NULL, 'Splynx', 'https://splynx.alpine.example', 'external-link', 2, true, 'active', '[]');
UPDATE public.menu_items SET is_external = true, open_in_new_tab = true WHERE id = 45;

INSERT INTO public.platform_features (id, organization_id, parent_feature_id, name, visibility_status, is_enabled, route, linked_page_ids, created_by)
VALUES
    (12, 4, NULL, 'Support desk', 'live', true, '/support', '["9f2c1a34-4001-4e0a-8c1d-1f2e3d4c5b6a", "9f2c1a34-4002-4e0a-8c1d-1f2e3d4c5b6a"]', 60),
    (13, 4, 12, 'Field service', 'live', true, '/field', '["9f2c1a34-4003-4e0a-8c1d-1f2e3d4c5b6a"]', 60),
    (14, 4, NULL, 'Sketches', 'draft', false, '/sketch', '["9f2c1a34-4005-4e0a-8c1d-1f2e3d4c5b6a"]', 62);

INSERT INTO public.ai_assistant_config (id, organization_id, is_enabled, temperature, max_tokens, instruction_document_id, custom_instructions, personality_traits, monthly_budget, current_month_usage)
VALUES (4, 4, true, 0.40, 1500, 1090, 'Answer in German; Störung first.', '["friendly", "brief"]', 120.00, 17.000001);

INSERT INTO public.ai_assistant_functions
    (id, organization_id, function_name, display_name, category, integration_type, integration_id, function_schema, requires_approval, is_enabled, minimum_role)
VALUES
    (60, 4, 'find_customer', 'Find a customer', 'splynx', 'splynx', 7, '{"name": "find_customer", "parameters": {"type": "object", "properties": {"name": {"type": "string"}}}}', false, true, 'team_member'),
    (61, 4, 'create_task', 'Make a Splynx task', 'splynx', 'splynx', 7, '{"name": "create_task", "parameters": {"type": "object", "properties": {"subject": {"type": "string"}}}}', true, true, 'manager'),
    (62, 4, 'invoice_total', 'Total of the invoices', 'xero', 'xero', 8, '{"name": "invoice_total", "parameters": {"type": "object", "properties": {}}}', false, true, 'manager'),
    (63, 4, 'delete_customer', 'Delete a customer', 'splynx', 'splynx', 7, '{"name": "delete_customer", "parameters": {"type": "object", "properties": {}}}', true, false, 'admin');

INSERT INTO public.theme_settings (id, organization_id, light_theme, dark_theme, brand_settings, active_theme)
VALUES (4, 4, '{"primary": "#0b7285"}', '{"primary": "#66d9e8"}', '{"radius": 6}', 'dark');

-- Development numbers its rows itself again: every sequence stands where the application left it.
DO $$
DECLARE
    fed record;
BEGIN
    FOR fed IN
        SELECT s.oid::regclass AS sequence, c.oid::regclass AS relation, a.attname AS name
        FROM pg_catalog.pg_depend AS d
        JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
        JOIN pg_catalog.pg_class AS c ON c.oid = d.refobjid AND c.relnamespace = 'public'::regnamespace
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'
        ORDER BY 1
    LOOP
        EXECUTE pg_catalog.format('SELECT pg_catalog.setval(%L, greatest((SELECT max(%I) FROM %s), 1))', fed.sequence, fed.name, fed.relation);
    END LOOP;
END
$$;
