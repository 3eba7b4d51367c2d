-- Why: Whoever signs up after the migration gets a profile, an organisation of his own and its Admin role: with an e-mail, without
--   one, with one that another account has (also in other letters), and when the name of the organisation is taken.
SET LOCAL ROLE service_role;
INSERT INTO enterprise.organizations (name, display_name, status)
VALUES ('smoke-taken@sign-up.test_org', 'Organisation of somebody else', 'active');
SET LOCAL ROLE supabase_auth_admin;
INSERT INTO auth.users (id, email, is_sso_user) VALUES
  ('5a000000-0000-4000-8000-000000000001', 'smoke-first@sign-up.test', false),
  ('5a000000-0000-4000-8000-000000000002', 'Smoke-First@Sign-Up.test', false),
  ('5a000000-0000-4000-8000-000000000003', 'smoke-first@sign-up.test', true),
  ('5a000000-0000-4000-8000-000000000004', NULL, false),
  ('5a000000-0000-4000-8000-000000000005', 'smoke-taken@sign-up.test', false);
RESET ROLE;
SET CONSTRAINTS ALL IMMEDIATE;
WITH people AS (
  SELECT u.id, u.email, p.organization_id, o.name
  FROM auth.users u
  LEFT JOIN public.profiles p ON p.id = u.id
  LEFT JOIN enterprise.organizations o ON o.id = p.organization_id
  WHERE u.id::text LIKE '5a000000-0000-4000-8000-00000000000_'
)
SELECT 'each of five accounts has a profile and an organisation of its own',
  count(DISTINCT p.organization_id) = 5 AND count(*) = 5 FROM people p
UNION ALL
SELECT 'each is Admin of it, and of nothing else', count(*) = 5 AND bool_and(r.name = 'Admin' AND m.organization_id = p.organization_id)
FROM people p
JOIN enterprise.user_organization_roles m ON m.user_id = p.id
JOIN enterprise.organization_roles r ON r.id = m.role_id
UNION ALL
SELECT 'each organisation has its roles Admin and Member', count(*) = 10
FROM people p JOIN enterprise.organization_roles r ON r.organization_id = p.organization_id
WHERE r.is_default AND r.name IN ('Admin', 'Member')
UNION ALL
SELECT 'the first account gives the organisation its name',
  p.name = 'smoke-first@sign-up.test_org' FROM people p WHERE p.id = '5a000000-0000-4000-8000-000000000001'
UNION ALL
SELECT 'account ' || right(p.id::text, 1) || ' takes over no organisation whose name fits',
  p.name LIKE lower(p.email) || '\_org\_%' FROM people p
WHERE right(p.id::text, 1) IN ('2', '3', '5')
UNION ALL
SELECT 'an account without e-mail has one too', p.name = 'user-' || p.id || '_org'
FROM people p WHERE p.id = '5a000000-0000-4000-8000-000000000004';
