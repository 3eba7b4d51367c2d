-- Sections and entries before the migration, with every row that a careless migration would get wrong.
-- 6…: sections, 7…: entries with a story, md5 identifiers: the ordinary ones, 8…: legacy rows.
-- Lantern has eleven sections of its own making; Orchard two of the nine, one with another icon and place, and one of its own;
-- Harbour has one; the inactive Mill Street has one.
INSERT INTO public.knowledge_base_sections (id, workspace_id, name, description, icon, display_order, created_at, updated_at)
SELECT ('60000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid,
       ('10000000-0000-4000-8000-0000000000' || lpad(workspace::text, 2, '0'))::uuid,
       name, description, icon, display_order, '2025-05-01 09:00+00', '2025-05-01 09:00+00'
FROM (VALUES (1, 3, 'overview', NULL, 'home', 1), (2, 3, 'icp', NULL, 'target', 2), (3, 3, 'products', NULL, 'package', 3),
             (4, 3, 'competition', NULL, 'swords', 4), (5, 3, 'messaging', NULL, 'message', 5), (6, 3, 'tone', NULL, 'music', 6),
             (7, 3, 'company', NULL, 'building', 7), (8, 3, 'stories', NULL, 'book', 8), (9, 3, 'process', NULL, 'route', 9),
             (10, 3, 'compliance', NULL, 'scale', 10), (11, 3, 'metrics', NULL, 'chart', 11),
             (12, 5, 'ICP', 'Who our clinics serve', 'target', 7), (13, 5, 'General', NULL, NULL, 0),
             (14, 5, 'Care pathways', 'How patients move', '🩺', 1), (15, 1, 'Products', 'What we ship', '📦', 2),
             (16, 4, 'General', NULL, '📝', 1)) AS s (n, workspace, name, description, icon, display_order);

-- Ordinary entries of people who belong to one workspace: none of them says which.
INSERT INTO public.knowledge_base (id, category, title, content, tags, source_type, created_by, created_at, updated_at)
SELECT md5('knowledge entry ' || member || ' ' || n)::uuid, (ARRAY['icp', 'products', 'objections', 'general'])[1 + n % 4],
       'Note ' || n || ' of member ' || member, 'What member ' || member || ' wrote down, number ' || n,
       ARRAY['note'], 'manual', ('20000000-0000-4000-8000-0000000000' || lpad(member::text, 2, '0'))::uuid,
       timestamptz '2025-06-01 08:00+00' + n * interval '1 hour', timestamptz '2025-06-01 08:00+00' + n * interval '2 hours'
FROM (VALUES (1, 60), (2, 300), (4, 11), (5, 40), (6, 7), (7, 5), (8, 12)) AS m (member, entries),
     generate_series(1, m.entries) AS n;

-- Entries that already name their workspace.
INSERT INTO public.knowledge_base (id, workspace_id, section_id, category, title, content, source_type, created_by, created_at, updated_at)
SELECT md5('placed entry ' || workspace || ' ' || n)::uuid, ('10000000-0000-4000-8000-0000000000' || lpad(workspace::text, 2, '0'))::uuid,
       section::uuid, 'products', 'Placed ' || n, 'Placed by the application', 'sam_discovery',
       ('20000000-0000-4000-8000-0000000000' || lpad(author::text, 2, '0'))::uuid,
       timestamptz '2025-07-01 08:00+00' + n * interval '1 hour', timestamptz '2025-07-01 08:00+00' + n * interval '1 hour'
FROM (VALUES (1, 20, 2, '60000000-0000-4000-8000-000000000015'), (2, 5, 10, NULL), (5, 3, 8, '60000000-0000-4000-8000-000000000014'))
     AS p (workspace, entries, author, section), generate_series(1, p.entries) AS n;

INSERT INTO public.knowledge_base (id, workspace_id, section_id, category, title, content, visibility, metadata, created_by, created_at, updated_at)
SELECT ('70000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid,
       CASE WHEN workspace > 0 THEN ('10000000-0000-4000-8000-0000000000' || lpad(workspace::text, 2, '0'))::uuid END,
       CASE WHEN section > 0 THEN ('60000000-0000-4000-8000-0000000000' || lpad(section::text, 2, '0'))::uuid END,
       category, title, 'Content of ' || title, visibility, metadata::jsonb,
       CASE WHEN author > 0 THEN ('20000000-0000-4000-8000-0000000000' || lpad(author::text, 2, '0'))::uuid END,
       timestamptz '2025-08-01 08:00+00' + n * interval '1 hour', timestamptz '2025-08-01 08:00+00' + n * interval '3 hours'
FROM (VALUES
    -- of a person in several workspaces
    (1, 0, 0, 'icp', 'Consultant on Harbour freight', 'workspace', '{}', 10),
    (2, 0, 0, 'icp', 'Consultant on Quarry pricing', 'workspace', '{}', 10),
    (3, 0, 0, 'personas', 'Consultant on Lantern buyers', 'workspace', '{}', 10),
    (4, 0, 0, 'general', 'Consultant: how to write a first message', 'workspace', '{}', 10),
    -- of one who left a workspace and joined another, of one with no membership, of one with an account elsewhere
    (5, 0, 0, 'general', 'Returner on renewals', 'workspace', '{}', 11),
    (6, 0, 0, 'general', 'Stranger on outreach', 'workspace', '{}', 12),
    (7, 0, 0, 'general', 'Lender on referrals', 'workspace', '{}', 13),
    -- orphans: nobody, somebody who is gone (99), a workspace that is gone (88)
    (8, 0, 0, 'general', 'Entry without an author', 'workspace', '{}', 0),
    (9, 0, 0, 'objections', 'Entry of a deleted user', 'workspace', '{}', 99),
    (10, 88, 0, 'products', 'Entry of a deleted workspace', 'workspace', '{}', 5),
    -- shared, by each of the three marks; one in a section of a workspace
    (11, 0, 0, 'messaging', 'House style', 'workspace', '{"is_shared": true}', 1),
    (12, 0, 15, 'messaging', 'Words to avoid', 'workspace', '{"is_shared": "true"}', 1),
    (13, 0, 0, 'compliance', 'Consent rules', 'global', '{}', 0),
    (14, 0, 0, 'compliance', '[GLOBAL] Opt-out wording', 'workspace', '{}', 4),
    (15, 0, 0, 'compliance', 'Holiday calendar [global]', 'workspace', NULL, 10),
    -- not shared, though it looks like it
    (16, 0, 0, 'general', 'GLOBAL freight rates', 'workspace', '{"is_shared": false}', 2),
    -- marked as shared and in a workspace: one of the two is wrong
    (17, 1, 15, 'products', '[GLOBAL] Harbour price list', 'workspace', '{}', 2),
    (18, 2, 0, 'general', 'Quarry glossary', 'global', '{}', 4),
    -- a section of another workspace, one that is gone (77), one of the same name elsewhere
    (19, 0, 15, 'products', 'Quarry product in a section of Harbour', 'workspace', '{}', 5),
    (20, 0, 77, 'general', 'Entry in a deleted section', 'workspace', '{}', 8),
    (21, 0, 2, 'icp', 'Orchard entry in a section of Lantern', 'workspace', '{}', 8),
    (22, 0, 16, 'general', 'Mill Street entry', 'workspace', NULL, 7))
    AS e (n, workspace, section, category, title, visibility, metadata, author);

INSERT INTO public.legacy_icp_data (id, workspace_id, title, company_name, description, industry, company_size, revenue_range, pain_points, metadata, user_id, created_at) VALUES
    ('80000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', 'Freight forwarders', NULL, 'Mid-size forwarders', 'Logistics', '50-200', '5-20M', 'Empty legs', '{"tier": 1}', '20000000-0000-4000-8000-000000000002', '2024-03-01 09:00+00'),
    ('80000000-0000-4000-8000-000000000002', '10000000-0000-4000-8000-000000000001', NULL, 'Port operators', NULL, 'Logistics', NULL, NULL, NULL, NULL, NULL, '2024-03-02 09:00+00'),
    ('80000000-0000-4000-8000-000000000003', '10000000-0000-4000-8000-000000000002', 'Data teams', NULL, 'Teams of five', 'Software', '5-50', NULL, 'Dirty data', '{}', '20000000-0000-4000-8000-000000000005', '2024-03-03 09:00+00'),
    ('80000000-0000-4000-8000-000000000004', NULL, 'Clinic groups', NULL, 'Nobody wrote down whose', 'Health', '200+', NULL, NULL, NULL, NULL, '2024-03-04 09:00+00'),
    ('80000000-0000-4000-8000-000000000005', '10000000-0000-4000-8000-000000000004', 'Corner shops', NULL, 'Of the inactive workspace', 'Retail', '1-5', NULL, NULL, NULL, NULL, '2024-03-05 09:00+00');
INSERT INTO public.legacy_product_data (id, workspace_id, product_name, title, description, price, features, benefits, sku, category, metadata, created_by, created_at) VALUES
    ('80000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', 'Route planner', NULL, 'Plans routes', '99', 'Live map', 'Fewer miles', 'RP-1', 'software', '{"sku_group": "R"}', '20000000-0000-4000-8000-000000000001', '2024-04-01 09:00+00'),
    ('80000000-0000-4000-8000-000000000012', '10000000-0000-4000-8000-000000000001', NULL, 'Dock scheduler', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2024-04-02 09:00+00'),
    ('80000000-0000-4000-8000-000000000013', '10000000-0000-4000-8000-000000000005', 'Care diary', NULL, 'A diary', '0', NULL, NULL, 'CD-1', 'app', NULL, '20000000-0000-4000-8000-000000000008', '2024-04-03 09:00+00');
INSERT INTO public.legacy_competitor_data (id, workspace_id, competitor_name, description, strengths, weaknesses, market_share, created_at) VALUES
    ('80000000-0000-4000-8000-000000000021', '10000000-0000-4000-8000-000000000002', 'Sieve', 'A rival', 'Cheap', 'Slow', '12 %', '2024-05-01 09:00+00'),
    ('80000000-0000-4000-8000-000000000022', '10000000-0000-4000-8000-000000000002', 'Sluice', NULL, NULL, NULL, NULL, '2024-05-02 09:00+00'),
    ('80000000-0000-4000-8000-000000000023', '10000000-0000-4000-8000-000000000088', 'Sump', 'Of a deleted workspace', NULL, NULL, NULL, '2024-05-03 09:00+00');
INSERT INTO public.legacy_persona_data (id, workspace_id, persona_name, job_title, goals, challenges, seniority_level, department, created_at) VALUES
    ('80000000-0000-4000-8000-000000000031', '10000000-0000-4000-8000-000000000003', 'The art director', 'Art director', 'Awards', 'Deadlines', 'senior', 'Creative', '2024-06-01 09:00+00'),
    ('80000000-0000-4000-8000-000000000032', '10000000-0000-4000-8000-000000000003', NULL, 'Producer', NULL, NULL, NULL, NULL, '2024-06-02 09:00+00'),
    ('80000000-0000-4000-8000-000000000033', '10000000-0000-4000-8000-000000000001', 'The dispatcher', 'Dispatcher', 'Full trucks', 'Traffic', 'junior', 'Operations', '2024-06-03 09:00+00');
