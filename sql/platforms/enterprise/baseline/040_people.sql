-- Users of every kind: three of different size, a long tail, and the awkward ones. Names are functions, not people.
INSERT INTO auth.users (id, email, phone, is_sso_user, created_at, updated_at, last_sign_in_at) VALUES
  ('00000000-0000-4000-8000-000000000001', 'owner@largest.test', NULL, false, '2024-11-04 08:00+00', '2024-11-04 08:00+00', '2025-01-18 08:00+00'),
  ('00000000-0000-4000-8000-000000000002', 'owner@middle.test', NULL, false, '2024-11-05 08:00+00', '2024-11-05 08:00+00', '2025-01-17 08:00+00'),
  ('00000000-0000-4000-8000-000000000003', 'owner@small.test', NULL, false, '2024-11-06 08:00+00', '2024-11-06 08:00+00', NULL),
  -- no e-mail: signed up by telephone; and an empty one, which is none either
  ('00000000-0000-4000-8000-000000000004', NULL, '+10000000004', false, '2024-11-07 08:00+00', '2024-11-07 08:00+00', '2025-01-10 08:00+00'),
  ('00000000-0000-4000-8000-00000000000a', '', '+10000000010', false, '2024-11-07 09:00+00', '2024-11-07 09:00+00', NULL),
  -- two users with one e-mail: the second came by single sign-on
  ('00000000-0000-4000-8000-000000000005', 'support@shared.test', NULL, false, '2024-11-08 08:00+00', '2024-11-08 08:00+00', '2025-01-11 08:00+00'),
  ('00000000-0000-4000-8000-000000000006', 'support@shared.test', NULL, true, '2024-12-08 08:00+00', '2024-12-08 08:00+00', '2025-01-12 08:00+00'),
  -- two e-mails that differ by case: their organisations would have one name
  ('00000000-0000-4000-8000-000000000007', 'Sales@Case.test', NULL, false, '2024-11-09 08:00+00', '2024-11-09 08:00+00', NULL),
  ('00000000-0000-4000-8000-000000000008', 'sales@case.test', NULL, false, '2024-12-09 08:00+00', '2024-12-09 08:00+00', NULL);

INSERT INTO auth.users (id, email, created_at, updated_at)
SELECT
  ('00000000-0000-4000-8001-' || lpad(to_hex(n), 12, '0'))::uuid,
  'seat-' || lpad(n::text, 3, '0') || '@longtail.test',
  timestamptz '2024-11-10 00:00+00' + n * interval '3 hours',
  timestamptz '2024-11-10 00:00+00' + n * interval '3 hours'
FROM generate_series(1, 240) AS n;

INSERT INTO public.profiles (id, email, created_at)
SELECT u.id, u.email, u.created_at FROM auth.users u;

-- a user without a profile: the sign-up trigger was not there that day
INSERT INTO auth.users (id, email, created_at, updated_at) VALUES
  ('00000000-0000-4000-8000-000000000009', 'owner@unfinished.test', '2024-11-03 08:00+00', '2024-11-03 08:00+00');

CREATE TRIGGER on_auth_user_created AFTER INSERT ON auth.users
  FOR EACH ROW EXECUTE FUNCTION public.create_profile_for_new_user();

INSERT INTO github_module.github_app_installations (id, user_id, installation_id)
SELECT
  ('00000000-0000-4000-a000-' || lpad(to_hex(i.installation - 50000000), 12, '0'))::uuid,
  ('00000000-0000-4000-8000-' || lpad(to_hex(i.person), 12, '0'))::uuid,
  i.installation
FROM (VALUES (1, 50000001), (1, 50000002), (1, 50000003), (2, 50000004), (4, 50000005), (5, 50000006),
  (6, 50000007), (9, 50000008)) AS i (person, installation);

INSERT INTO metadata.local_repositories (id, user_id, path, name, created_at)
SELECT
  ('00000000-0000-4000-b000-' || lpad(to_hex(r.person * 4096 + n), 12, '0'))::uuid,
  ('00000000-0000-4000-8000-' || lpad(to_hex(r.person), 12, '0'))::uuid,
  '/home/warehouse-' || lpad(n::text, 2, '0'),
  'warehouse-' || lpad(n::text, 2, '0'),
  timestamptz '2024-12-10 00:00+00' + n * interval '1 hour'
FROM (VALUES (1, 40), (2, 8), (3, 1), (5, 2), (6, 2)) AS r (person, many), generate_series(1, r.many) AS n;

INSERT INTO metadata.local_objects (id, repository_id, name, object_type, definition, created_at)
SELECT
  ('00000000-0000-4000-c000-' || right(r.id::text, 10) || lpad(to_hex(n), 2, '0'))::uuid,
  r.id,
  'model_' || n,
  CASE n % 3 WHEN 0 THEN 'view' ELSE 'table' END,
  'select ' || n,
  r.created_at
FROM metadata.local_repositories r, generate_series(1, 5) AS n;
