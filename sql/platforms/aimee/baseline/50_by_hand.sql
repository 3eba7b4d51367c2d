-- The runbook's option A, as far as somebody got on an evening: rows of organisation 4 inserted by hand in the SQL editor,
-- with the ids they have in development and without moving a sequence. What went wrong is what goes wrong that way:
-- columns left to their defaults, the words null and undefined for NULL, ids remembered wrongly, steps pasted as a text,
-- folders and pages that rows name and nobody brought.
INSERT INTO public.organizations
    (id, name, domain, subscription_tier, is_active, max_users, contact_email, contact_phone, industry, time_zone, currency, billing_email)
VALUES
    (4, 'Alpine Net', 'alpine.test', 'professional', true, 75, 'office@alpine.test', 'undefined', 'telecom', 'Europe/Vienna', 'EUR', 'null');

INSERT INTO public.users (id, organization_id, username, "passwordHash", email, role, is_active, is_email_verified, full_name, phone, splynx_admin_id)
SELECT u.id, 4, u.name, '$2b$10$' || pg_catalog.left(pg_catalog.translate(pg_catalog.encode(pg_catalog.sha512(u.email::bytea), 'base64'), '+', '.'), 53),
       u.email, u.role::public.user_role, u.active, true, u.title, u.phone, u.splynx
FROM (VALUES
    (60, 'alpine-admin', 'admin@alpine.test', 'admin', true, 'Administrator of Alpine Net', '+43 1 0000001', 11),
    (61, 'alpine-support', 'support@alpine.test', 'manager', true, 'Head of support of Alpine Net', 'undefined', 12),
    (62, 'alpine-field', 'field@alpine.test', 'team_member', true, 'Fitter of Alpine Net, Südtirol', NULL, 13)
) AS u (id, name, email, role, active, title, phone, splynx);

-- user_type was not in the list of columns, and its default is human; one was switched off meanwhile.
INSERT INTO public.users (id, organization_id, username, email, role, is_active, full_name)
VALUES
    (64, 4, 'agent-workflow-30', 'agent-30@agents.alpine.test', 'team_member', true, 'Customer query agent'),
    (65, 4, 'agent-workflow-31', 'agent-31@agents.alpine.test', 'team_member', true, 'Nightly sync agent'),
    (66, 4, 'agent-workflow-32', 'agent-32@agents.alpine.test', 'team_member', false, 'Overdue invoice agent'),
    (67, 4, 'agent-workflow-33', 'agent-33@agents.alpine.test', 'team_member', true, 'Support ticket agent');

INSERT INTO public.integrations
    (id, organization_id, platform_type, name, connection_config, credentials_encrypted, metadata, connection_status, is_enabled)
VALUES
    (7, 4, 'splynx', 'Splynx', '{"pollMinutes": 5}', '63e7804b98576866c73bd61c8a1dafd4:b276ab064be45c737c0855225331da6388ad360f8cbda38cf7a4b91beaa9adf4eb88a707bf24a1b9fdada6e10f34512174dbe9f5da7c0d1fe6e68f9aaed6291d5a492e7f19215a9897cde4a6285169ae6eeda3ae54e57fe9b39f740ce97ea08ce32504d584dae511111d6de8638e049e', '{"version": "4.2"}', 'connected', true),
    (8, 4, 'xero', 'Xero', '{"tenantName": "Alpine Net GmbH"}', '6d01cc9a28806bca1051da1512257194:cd8a42e8e8f29c377d18d33b65c295adad01e0322c12ed0f7414107f1ee790281cb3d2dde2bcf9056033b20a31ebe23b68f155e11fb436a81f3e71d6f1448efe2287f658f004e3192bf9726f58d01046491e4278a3e30ab2cf6e2fd58f6debf7837412e87ffdde3761c87384be4ee97c62e82e80d6aacc6cc08549ebb4158b8a71145d17b322f3fb6d9e7d086d5d91d6b25a6cbee6bb76b012204cf326fcef0e741ddd6207dfb82270750a741fffb5e5ec95cebde52c747f5211aa21424423a03b1abab37f10631d17bbb9d957735f5a34b846641b6c14d2aee6e3207e604c9030cc11b33e4e8f134e2bcebc7f8d5e1702cfe252321f76da7939db2a22360923', '"undefined"', 'connected', true),
    (9, 4, 'openai', 'OpenAI', '{}', '655be85bd98e8994f33a3a1c6130b2c1:421e4eab5ccb88400affd51fc85ceadba699463318dc6d565e8baebc8fb48c9087740398221d85469264343f259205936e936871ee75d4342f63338ce1f3b2b9', '{}', 'active', true),
    (10, 4, 'google_maps', 'Google Maps', '{}', '[object Object]', '{}', 'connected', true),
    (11, 4, 'custom', 'Ticket bridge', '{"baseUrl": "https://bridge.alpine.example"}', '', '"undefined"', 'disconnected', false);

INSERT INTO public.integration_triggers (id, integration_id, trigger_key, name, category, event_type, webhook_endpoint, webhook_secret, is_configured)
VALUES
    (50, 7, 'ticket_created', 'Ticket created', 'tickets', 'webhook', '/api/webhooks/integration/7/ticket_created',
     pg_catalog.encode(pg_catalog.sha256('secret of alpine 50'::bytea), 'hex'), true),
    (51, 7, 'customer_query', 'Customer asks', 'customers', 'webhook', '/api/webhooks/integration/7/customer_query',
     pg_catalog.encode(pg_catalog.sha256('secret of alpine 51'::bytea), 'hex'), true);

INSERT INTO public.knowledge_categories (id, organization_id, name, color, parent_id, sort_order)
VALUES (30, 4, 'Support', 'teal', NULL, 0), (31, 4, 'Störungen', 'red', 30, 0), (32, 4, 'Billing', NULL, NULL, 1), (33, 4, 'Field', NULL, NULL, 2), (34, 4, 'Masts', NULL, 33, 0);

INSERT INTO public.knowledge_documents
    (id, organization_id, folder_id, document_type, title, content, summary, categories, tags, status, visibility, unified_status, author_id, published_at, created_at, updated_at)
VALUES
    (1090, 4, 21, 'ai_instruction', 'How the assistant answers', 'Be brief. A Störung comes first.', 'Tone and order', ARRAY['Support'], ARRAY['assistant'], 'published', 'internal', 'live', 60, NULL, '2025-07-30 12:00:00', '2025-08-01 09:00:00.000009'),
    (1091, 4, 20, 'internal_kb', U&'Sto\0308rung: first steps', pg_catalog.repeat('Ask for the lights on the router. ', 400), '', ARRAY['Support', 'Störungen'], '{}', 'published', 'customer', 'live', 61, NULL, '2025-08-02 10:00:00', '2025-10-02 11:00:00.25'),
    (1092, 4, 20, 'internal_kb', 'Invoices and reminders', 'Reminders go out on the 7th.', 'undefined', ARRAY['Billing'], NULL, 'published', 'internal', 'live', 61, '2025-08-03 10:30:00', '2025-08-03 10:00:00', '2025-08-03 10:30:00');

-- 30 names an integration of Harbour Fibre, 31 one that is nowhere; 33 was pasted as a text; 30 and 33 share a token.
INSERT INTO public.agent_workflows
    (id, organization_id, name, description, trigger_type, trigger_config, workflow_definition, webhook_token, is_enabled,
     last_run_at, last_run_status, last_successful_run_at, created_by, assigned_user_id)
VALUES
    (30, 4, 'Customer query to Splynx task', 'A customer asks; a task is made and an answer drafted', 'webhook', '{"triggerId": 51}',
     '[{"id": "s1", "name": "Find the customer", "type": "splynx_query", "config": {"action": "query", "entity": "customers", "mode": "list", "filters": [{"field": "id", "operator": "=", "value": "{{trigger.customer_id}}"}], "limit": 1, "resultVariable": "customers"}},
       {"id": "s2", "name": "For each customer", "type": "for_each", "config": {"sourceVariable": "customers", "childSteps": [
         {"id": "s2a", "name": "Active?", "type": "conditional_paths", "config": {"conditions": [{"id": "c1", "field": "{{currentItem.status}}", "operator": "equals", "value": "active", "pathSteps": [
           {"id": "s2a1", "name": "Make a task", "type": "integration_action", "config": {"integrationId": 2, "action": "create_task", "parameters": {"customerId": "{{currentItem.id}}", "subject": "Call {{currentItem.name}} back"}, "resultVariable": "task"}}]}],
           "defaultPath": {"steps": [{"id": "s2a2", "name": "Keep a note", "type": "log_event", "config": {"message": "{{currentItem.id}} is not active"}}]}}}]}},
       {"id": "s3", "name": "Draft an answer", "type": "ai_draft_response", "config": {"instructionDocIds": [1090], "knowledgeDocumentIds": [1091], "useKnowledgeBase": true, "workItemId": "{{pathResults[0].workItemId}}"}}]',
     pg_catalog.encode(pg_catalog.sha256('token of alpine 30'::bytea), 'hex'), true, '2025-11-12 15:00:00', 'success', '2025-11-12 15:00:04', 60, 64),
    (31, 4, 'Nightly customer sync', NULL, 'schedule', '{"frequency": "daily"}',
     '[{"id": "s1", "name": "List the customers", "type": "integration_action", "config": {"integrationId": 6, "action": "list_customers", "parameters": {}, "resultVariable": "customers"}}]',
     NULL, true, '2025-11-12 00:00:00', 'success', '2025-11-12 00:00:31', 60, 60),
    (32, 4, 'Overdue invoice reminder', 'undefined', 'integration_event', '{"integrationId": 8, "eventType": "invoice_overdue"}',
     '[{"id": "s1", "name": "Read the invoice", "type": "integration_action", "config": {"integrationId": 8, "action": "get_invoice", "parameters": {"id": "{{trigger.invoice_id}}"}, "resultVariable": "invoice"}},
       {"id": "s2", "name": "Large?", "type": "condition", "config": {"conditions": [{"field": "{{step1Output.total}}", "operator": "greater_than", "value": 100}]}},
       {"id": "s3", "name": "Tell support", "type": "notification", "config": {"userId": 61, "message": "Invoice {{step1Output.number}} is overdue"}}]',
     NULL, true, '2025-11-11 09:00:00', 'success', '2025-11-11 09:00:02', 60, 66),
    (33, 4, 'Support ticket to work item', NULL, 'webhook', '{"triggerId": 50}',
     pg_catalog.to_jsonb('[{"id": "s1", "name": "Make a work item", "type": "create_work_item", "config": {"title": "Ticket {{trigger.ticket_id}}", "description": "{{trigger.subject}}", "status": "Planning", "assigneeId": 61, "templateId": "splynx-support-ticket", "dueDate": "+2 days", "splynxTicketId": "{{trigger.ticket_id}}"}},
       {"id": "s2", "name": "Tell the customer", "type": "splynx_ticket_message", "config": {"ticketId": "{{trigger.ticket_id}}", "message": "We are on it.", "isHidden": false}}]'::text),
     pg_catalog.encode(pg_catalog.sha256('token of alpine 30'::bytea), 'hex'), true, '2025-11-12 12:00:00', 'success', '2025-11-12 12:00:02', 61, 67);

-- The schedule of 31 stands with another organisation and is off; 17 belongs to a webhook and would fire each hour.
INSERT INTO public.agent_workflow_schedules (id, workflow_id, organization_id, cron_expression, timezone, is_active)
VALUES (15, 31, 1, '0 0 * * *', 'Europe/Vienna', false), (17, 30, 4, '0 * * * *', 'UTC', true);

INSERT INTO public.menu_sections (id, organization_id, name, icon, order_index, is_visible, role_permissions)
VALUES (20, 4, 'Support', 'headphones', 0, true, '[]'), (21, 4, 'Field', 'mountain', 1, true, '["admin", "manager", "team_member"]');

-- unified_status of the third was left to its default, draft.
INSERT INTO public.pages (id, organization_id, slug, path, title, status, build_status, unified_status, owner_user_id, page_content, layout_template_id)
VALUES
    ('9f2c1a34-4001-4e0a-8c1d-1f2e3d4c5b6a', 4, 'support', '/support', 'Support', 'published', 'built', 'live', 60, '{"blocks": [{"type": "list", "source": "tickets", "limit": 25}]}', 1),
    ('9f2c1a34-4002-4e0a-8c1d-1f2e3d4c5b6a', 4, 'customers', '/customers', 'Customers', 'published', 'built', 'live', 61, '{"blocks": []}', 2),
    ('9f2c1a34-4003-4e0a-8c1d-1f2e3d4c5b6a', 4, 'field', '/field', 'Field', 'published', 'built', DEFAULT, 62, '{"blocks": []}', 1);

-- Two items were left without organisation, so that everybody sees them; the roles of one are a text inside the JSON.
INSERT INTO public.menu_items (id, organization_id, section_id, page_id, parent_id, title, path, icon, order_index, role_permissions)
VALUES
    (40, 4, 20, '9f2c1a34-4001-4e0a-8c1d-1f2e3d4c5b6a', NULL, 'Support', '/support', 'headphones', 0, '[]'),
    (41, NULL, 20, '9f2c1a34-4002-4e0a-8c1d-1f2e3d4c5b6a', 40, 'Customers', '/customers', 'users', 1, '"[\"admin\", \"manager\"]"'),
    (42, NULL, 21, '9f2c1a34-4003-4e0a-8c1d-1f2e3d4c5b6a', NULL, 'Field', '/field', 'mountain', 0, '[]');

INSERT INTO public.platform_features (id, organization_id, parent_feature_id, name, visibility_status, is_enabled, route, linked_page_ids, created_by)
VALUES
    (12, 4, NULL, 'Support desk', 'live', true, '/support', '["9f2c1a34-4001-4e0a-8c1d-1f2e3d4c5b6a", "9f2c1a34-4002-4e0a-8c1d-1f2e3d4c5b6a"]', 60),
    (13, 4, 12, 'Field service', 'live', true, '/field', '["9f2c1a34-4003-4e0a-8c1d-1f2e3d4c5b6a", "9f2c1a34-4005-4e0a-8c1d-1f2e3d4c5b6a"]', 60);

INSERT INTO public.ai_assistant_config (id, organization_id, is_enabled, temperature, max_tokens, instruction_document_id, custom_instructions, personality_traits, monthly_budget)
VALUES (4, 4, true, 0.40, 1500, 1090, 'Answer in German; Störung first.', '["friendly", "brief"]', 120.00);

INSERT INTO public.ai_assistant_functions
    (id, organization_id, function_name, display_name, category, integration_type, integration_id, function_schema, requires_approval, is_enabled, minimum_role)
VALUES
    (60, 4, 'find_customer', 'Find a customer', 'splynx', 'splynx', 7, '{"name": "find_customer", "parameters": {"type": "object", "properties": {"name": {"type": "string"}}}}', false, true, 'team_member'),
    (61, 4, 'create_task', 'Make a Splynx task', 'splynx', 'splynx', 7, '{"name": "create_task", "parameters": {"type": "object", "properties": {"subject": {"type": "string"}}}}', true, true, 'manager');
