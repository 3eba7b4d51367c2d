-- Why: Whoever is removed from an organisation loses sight of it at once, leaves its teams and lands in an organisation of his own;
--   whoever is deleted takes his profile and memberships along, and nothing that he has made for others.
SET LOCAL ROLE supabase_auth_admin;
INSERT INTO auth.users (id, email) VALUES
  ('5e000000-0000-4000-8000-000000000001', 'smoke-admin@departure.test'),
  ('5e000000-0000-4000-8000-000000000002', 'smoke-leaver@departure.test'),
  ('5e000000-0000-4000-8000-000000000003', 'smoke-deleted@departure.test');
SET LOCAL ROLE service_role;
SELECT set_config('smoke.a', (SELECT p.organization_id::text FROM public.profiles p WHERE p.id = '5e000000-0000-4000-8000-000000000001'), true);
INSERT INTO enterprise.user_organization_roles (user_id, organization_id, role_id, assigned_by)
SELECT u.id, r.organization_id, r.id, '5e000000-0000-4000-8000-000000000003'
FROM enterprise.organization_roles r,
  (VALUES ('5e000000-0000-4000-8000-000000000002'::uuid), ('5e000000-0000-4000-8000-000000000003')) AS u (id)
WHERE r.organization_id = current_setting('smoke.a')::uuid AND r.name = 'Member';
UPDATE public.profiles SET organization_id = current_setting('smoke.a')::uuid
WHERE id IN ('5e000000-0000-4000-8000-000000000002', '5e000000-0000-4000-8000-000000000003');
INSERT INTO enterprise.teams (id, organization_id, name, display_name, team_type)
VALUES ('5e000000-0000-4000-9000-000000000001', current_setting('smoke.a')::uuid, 'team', 'Team', 'group');
INSERT INTO enterprise.team_members (team_id, user_id)
VALUES ('5e000000-0000-4000-9000-000000000001', '5e000000-0000-4000-8000-000000000002');
INSERT INTO enterprise.organization_api_keys (organization_id, provider, encrypted_key, key_name, created_by)
VALUES (current_setting('smoke.a')::uuid, 'openai', repeat('0a', 16) || ':' || repeat('0b', 16) || ':' || repeat('0c', 20), 'smoke',
  '5e000000-0000-4000-8000-000000000003');

SET LOCAL ROLE authenticated;
SELECT set_config('request.jwt.claims', '{"sub": "5e000000-0000-4000-8000-000000000001", "role": "authenticated"}', true);
DELETE FROM enterprise.user_organization_roles
WHERE user_id = '5e000000-0000-4000-8000-000000000002' AND organization_id = current_setting('smoke.a')::uuid;
SELECT set_config('request.jwt.claims', '{"sub": "5e000000-0000-4000-8000-000000000002", "role": "authenticated"}', true);
SELECT set_config('smoke.leaver_sees', (SELECT count(*)::text FROM enterprise.organizations o WHERE o.id = current_setting('smoke.a')::uuid), true);
SET CONSTRAINTS ALL IMMEDIATE;
SELECT set_config('smoke.leaver_has', concat_ws(' ', (SELECT count(*) FROM public.profiles),
  (SELECT count(*) FROM enterprise.team_members)), true);
SET CONSTRAINTS ALL DEFERRED;
SET LOCAL ROLE supabase_auth_admin;
DELETE FROM auth.users WHERE id = '5e000000-0000-4000-8000-000000000003';
RESET ROLE;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT 'whoever is removed sees the organisation no more', current_setting('smoke.leaver_sees') = '0'
UNION ALL
SELECT 'he has a profile and no team of it: ' || current_setting('smoke.leaver_has'), current_setting('smoke.leaver_has') = '1 0'
UNION ALL
SELECT 'his profile stands in an organisation that he administers', r.name = 'Admin' AND p.organization_id <> current_setting('smoke.a')::uuid
FROM public.profiles p
JOIN enterprise.user_organization_roles m ON m.user_id = p.id AND m.organization_id = p.organization_id
JOIN enterprise.organization_roles r ON r.id = m.role_id
WHERE p.id = '5e000000-0000-4000-8000-000000000002'
UNION ALL
SELECT 'whoever is deleted leaves no profile and no membership',
  NOT EXISTS (SELECT FROM public.profiles p WHERE p.id = '5e000000-0000-4000-8000-000000000003')
  AND NOT EXISTS (SELECT FROM enterprise.user_organization_roles m WHERE m.user_id = '5e000000-0000-4000-8000-000000000003')
UNION ALL
SELECT 'the key that he made for the organisation stays', count(*) = 1
FROM enterprise.organization_api_keys k WHERE k.organization_id = current_setting('smoke.a')::uuid AND k.created_by IS NULL;
