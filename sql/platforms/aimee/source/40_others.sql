-- The other organisations of development: none of their rows may travel. The demo's credentials were sealed while the
-- key was not set, and under the default of the code.
INSERT INTO public.organizations (id, name, domain, subscription_tier, contact_email)
VALUES (1, 'Aimee Works', 'works.test', 'enterprise', 'dev@works.test'), (2, 'Demo Tenant', 'demo.test', 'basic', 'demo@demo.test');
INSERT INTO public.organizations (id, name, is_active) VALUES (9, 'Load', false);

INSERT INTO public.users (id, organization_id, username, "passwordHash", email, role, user_type, is_active, full_name)
SELECT u.id, u.org, u.name, CASE WHEN u.kind = 'human' THEN '$2b$10$' || pg_catalog.left(pg_catalog.translate(pg_catalog.encode(pg_catalog.sha512(u.email::bytea), 'base64'), '+', '.'), 53) END,
       u.email, u.role::public.user_role, u.kind::public.user_type, true, u.title
FROM (VALUES
    (1, NULL::integer, 'operator', 'operator@works.test', 'super_admin', 'human', 'Operator of the platform'),
    (2, 1, 'works-dev', 'dev@works.test', 'dev', 'human', 'Developer of Aimee Works'),
    (3, 2, 'demo-admin', 'admin@demo.test', 'admin', 'human', 'Administrator of the demo'),
    (4, 2, 'agent-workflow-1', 'agent-1@agents.demo.test', 'team_member', 'agent', 'Agent of the demo'),
    -- the same person, by the address, as in the organisation that is promoted
    (5, 2, 'demo-guest', 'support@alpine.test', 'team_member', 'human', 'Guest of the demo')
) AS u (id, org, name, email, role, kind, title);

INSERT INTO public.users (id, organization_id, username, email, full_name)
SELECT 500 + n, 9, 'load-' || n, 'load' || n || '@load.test', 'Load ' || n FROM pg_catalog.generate_series(1, 300) AS n;

INSERT INTO public.integrations (id, organization_id, platform_type, name, credentials_encrypted, connection_status, is_enabled)
VALUES
    (1, 1, 'openai', 'OpenAI', '867ef5b050fdb21e332df9a3ba4049d0:784c96deacca7c682f82acd342bdd9705b9132433f110f804bc3c9a562b493c3c477108ec14d8e5021898f9af93329ec27abe2823ef728c8262b10ce8598c8a2', 'active', true),
    (21, 2, 'splynx', 'Splynx of the demo', '21fb4deca73b42bf0578ec8c079a3d0d:1c3eb2ae12e50657546d169f20e1191a44268a10b9d70090654d0defc9c9f8d22f89cd52367179b89295e6acfe6362f10830f0730fee3611fd95622d87b17ab64069f7b6c2b06d55fbdb52771b48877031a7520628790c858247517b99ed0664bd9b17b01a6c9e87e86a1b10ca134965', 'connected', true),
    (22, 2, 'openai', 'OpenAI of the demo', '2b16a3f66cfb398571d8fd1edbcc0c3e:2c18ea0db026b229216aa84e8af13c8994a654abfed73f70f77fea52aec349bdf903a71cfbc415e4d4dba9c3e59ac89b0f6edcec6609135f991e6276b30271cf', 'active', true);

INSERT INTO public.layout_templates (id, organization_id, name, description, layout, is_system)
VALUES
    (1, NULL, 'standard', 'Title, content', '{"areas": ["title", "content"]}', true),
    (2, NULL, 'dashboard', 'Title, figures, content', '{"areas": ["title", "figures", "content"]}', true),
    (3, NULL, 'document', 'Title, outline, content', '{"areas": ["title", "outline", "content"]}', true);

INSERT INTO public.workflow_templates (id, organization_id, name, category, steps, is_system_template)
VALUES ('splynx-support-ticket', 1, 'Splynx support ticket', 'support',
        '[{"id": "triage", "title": "Triage"}, {"id": "answer", "title": "Answer"}, {"id": "close", "title": "Close"}]', true);

INSERT INTO public.agent_workflows (id, organization_id, name, trigger_type, workflow_definition, is_enabled, assigned_user_id)
VALUES
    -- written before the column was parsed: the steps are a text inside the JSON
    (1, 2, 'Demo', 'manual', '"[{\"id\": \"s1\", \"name\": \"Keep a note\", \"type\": \"log_event\", \"config\": {\"integrationId\": 21, \"message\": \"demo\"}}]"', true, 4);

INSERT INTO public.menu_sections (id, organization_id, name, order_index) VALUES (1, NULL, 'Help', 99), (2, 2, 'Demo', 0);
INSERT INTO public.menu_items (id, organization_id, section_id, title, path) VALUES (1, NULL, 1, 'Help', '/help'), (2, 2, 2, 'Demo', '/demo');
INSERT INTO public.knowledge_documents (id, organization_id, title, content, status, unified_status, author_id, published_at)
SELECT n, 2, 'Demo document ' || n, 'demo', 'published', 'live', 3, '2025-06-01 08:00:00' FROM pg_catalog.generate_series(1, 30) AS n;
INSERT INTO public.platform_features (id, organization_id, name, visibility_status, is_enabled, route)
VALUES (1, NULL, 'Knowledge base', 'live', true, '/knowledge'), (2, NULL, 'Agents hub', 'live', true, '/agents'), (3, NULL, 'Voice agents', 'dev', false, '/voice');
INSERT INTO public.ai_assistant_config (id, organization_id) VALUES (1, 1), (2, 2);
INSERT INTO public.theme_settings (id, organization_id, active_theme) VALUES (1, 1, 'light'), (2, 2, 'light');
INSERT INTO public.objectives (id, organization_id, title, owner_id) VALUES (1, 2, 'A goal of the demo', 3);
