-- Six workspaces of different size, thirteen users. 1…: workspaces, 2…: users; the last digits number them.
INSERT INTO public.organizations (id, name, slug, created_at, updated_at) VALUES
    ('30000000-0000-4000-8000-000000000001', 'Harbour Group', 'harbour-group', '2025-01-05 09:00+00', '2025-01-05 09:00+00'),
    ('30000000-0000-4000-8000-000000000002', 'Quarry Analytics', 'quarry', '2025-02-03 09:00+00', '2025-02-03 09:00+00');

INSERT INTO auth.users (id, email, email_confirmed_at, created_at, updated_at)
SELECT ('20000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid, mail,
       timestamptz '2025-01-06 08:00+00' + n * interval '1 day', timestamptz '2025-01-06 08:00+00' + n * interval '1 day',
       timestamptz '2025-01-06 08:00+00' + n * interval '1 day'
FROM (VALUES (1, 'admin@harbour.test'), (2, 'member@harbour.test'), (3, 'viewer@harbour.test'),
             (4, 'admin@quarry.test'), (5, 'member@quarry.test'), (6, 'admin@lantern.test'),
             (7, 'admin@millstreet.test'), (8, 'admin@orchard.test'), (9, 'admin@newcomer.test'),
             (10, 'consultant@agency.test'), (11, 'returner@agency.test'), (12, 'stranger@agency.test'),
             (13, 'lender@orchard.test')) AS u (n, mail);

INSERT INTO public.workspaces (id, name, slug, owner_id, organization_id, is_active, client_code, created_at, updated_at)
SELECT ('10000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid, name, slug,
       ('20000000-0000-4000-8000-0000000000' || lpad(owner::text, 2, '0'))::uuid,
       CASE WHEN org > 0 THEN ('30000000-0000-4000-8000-0000000000' || lpad(org::text, 2, '0'))::uuid END,
       active, code, timestamptz '2025-02-10 10:00+00' + n * interval '9 days', timestamptz '2025-02-10 10:00+00' + n * interval '9 days'
FROM (VALUES (1, 'Harbour Logistics', 'harbour', 1, 1, true, 'HAR'), (2, 'Quarry Analytics', 'quarry', 4, 2, true, 'QUA'),
             (3, 'Lantern Studio', 'lantern', 6, 0, true, 'LAN'), (4, 'Mill Street Trading', 'mill-street', 7, 1, false, 'MIL'),
             (5, 'Orchard Health', 'orchard', 8, 0, true, 'ORC'), (6, 'Newcomer', 'newcomer', 9, 0, true, NULL))
     AS w (n, name, slug, owner, org, active, code);

INSERT INTO public.users (id, email, first_name, last_name, created_at, updated_at, email_verified, current_workspace_id)
SELECT u.id, u.email, initcap(split_part(split_part(u.email, '@', 2), '.', 1)), initcap(split_part(u.email, '@', 1)),
       u.created_at, u.updated_at, true, w.id
FROM auth.users u LEFT JOIN public.workspaces w ON w.owner_id = u.id;

INSERT INTO public.user_organizations (id, user_id, organization_id, role, joined_at) VALUES
    ('31000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', '30000000-0000-4000-8000-000000000001', 'admin', '2025-02-01 09:00+00'),
    ('31000000-0000-4000-8000-000000000002', '20000000-0000-4000-8000-000000000007', '30000000-0000-4000-8000-000000000001', 'member', '2025-02-01 09:00+00'),
    ('31000000-0000-4000-8000-000000000003', '20000000-0000-4000-8000-000000000004', '30000000-0000-4000-8000-000000000002', 'admin', '2025-02-03 09:00+00');

-- The consultant (10) works for three workspaces, the returner (11) was removed from one and joined another,
-- the stranger (12) belongs nowhere, the lender (13) connected an account in somebody else's workspace.
INSERT INTO public.workspace_members (id, workspace_id, user_id, role, status, joined_at)
SELECT ('40000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid,
       ('10000000-0000-4000-8000-0000000000' || lpad(workspace::text, 2, '0'))::uuid,
       ('20000000-0000-4000-8000-0000000000' || lpad(member::text, 2, '0'))::uuid,
       role, status, timestamptz '2025-03-01 09:00+00' + n * interval '1 day'
FROM (VALUES (1, 1, 1, 'admin', 'active'), (2, 1, 2, 'member', 'active'), (3, 1, 3, 'viewer', 'active'),
             (4, 2, 4, 'admin', 'active'), (5, 2, 5, 'member', 'active'), (6, 3, 6, 'admin', 'active'),
             (7, 4, 7, 'admin', 'active'), (8, 5, 8, 'admin', 'active'), (9, 6, 9, 'admin', 'active'),
             (10, 1, 10, 'member', 'active'), (11, 2, 10, 'member', 'active'), (12, 3, 10, 'member', 'active'),
             (13, 2, 11, 'member', 'removed'), (14, 5, 11, 'member', 'active'), (15, 5, 13, 'member', 'active'))
     AS m (n, workspace, member, role, status);

-- The consultant's oldest account is in Quarry Analytics: by the oldest account every entry of theirs would land there.
INSERT INTO public.workspace_accounts (id, workspace_id, user_id, account_type, account_identifier, account_name,
                                       connection_status, last_message_date, created_at, updated_at)
SELECT ('50000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid,
       ('10000000-0000-4000-8000-0000000000' || lpad(workspace::text, 2, '0'))::uuid,
       ('20000000-0000-4000-8000-0000000000' || lpad(holder::text, 2, '0'))::uuid,
       type, 'account-' || n || '@mail.test', 'Account ' || n, 'connected', date '2025-09-01',
       timestamptz '2025-04-01 09:00+00' + n * interval '1 day', timestamptz '2025-04-01 09:00+00' + n * interval '1 day'
FROM (VALUES (1, 2, 10, 'linkedin'), (2, 1, 2, 'linkedin'), (3, 1, 10, 'email'), (4, 2, 5, 'linkedin'), (5, 2, 13, 'email'),
             (6, 1, 12, 'linkedin'), (7, 5, 8, 'google'), (8, 4, 7, 'linkedin')) AS a (n, workspace, holder, type);
