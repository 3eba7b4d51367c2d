-- Why: Two organisations side by side: a member reads his own and nothing of the other one, writes only what he may, and an
--   administrator reaches no further than his organisation. Each denial stands next to something that is allowed.
SET LOCAL ROLE supabase_auth_admin;
INSERT INTO auth.users (id, email) VALUES
  ('5b000000-0000-4000-8000-000000000001', 'smoke-admin@tenant-a.test'),
  ('5b000000-0000-4000-8000-000000000002', 'smoke-member@tenant-a.test'),
  ('5b000000-0000-4000-8000-000000000003', 'smoke-admin@tenant-b.test');
SET LOCAL ROLE service_role;
SELECT set_config('smoke.a', (SELECT p.organization_id::text FROM public.profiles p WHERE p.id = '5b000000-0000-4000-8000-000000000001'), true),
  set_config('smoke.b', (SELECT p.organization_id::text FROM public.profiles p WHERE p.id = '5b000000-0000-4000-8000-000000000003'), true);
INSERT INTO enterprise.user_organization_roles (user_id, organization_id, role_id, assigned_by)
SELECT '5b000000-0000-4000-8000-000000000002', r.organization_id, r.id, '5b000000-0000-4000-8000-000000000001'
FROM enterprise.organization_roles r WHERE r.organization_id = current_setting('smoke.a')::uuid AND r.name = 'Member';
INSERT INTO metadata.repositories (organization_id, path, name) VALUES
  (current_setting('smoke.a')::uuid, '/smoke', 'a'), (current_setting('smoke.b')::uuid, '/smoke', 'b');
INSERT INTO enterprise.teams (organization_id, name, display_name, team_type) VALUES
  (current_setting('smoke.b')::uuid, 'b', 'Team of b', 'group');

SET LOCAL ROLE authenticated;
SELECT set_config('request.jwt.claims', '{"sub": "5b000000-0000-4000-8000-000000000002", "role": "authenticated"}', true);
SELECT set_config('smoke.member_sees', concat_ws(' ',
  (SELECT count(*) FROM enterprise.organizations),
  (SELECT count(*) FROM metadata.repositories WHERE name = 'a'),
  (SELECT count(*) FROM metadata.repositories WHERE name = 'b'),
  (SELECT count(*) FROM enterprise.teams WHERE name = 'b'),
  (SELECT count(*) FROM public.profiles WHERE email LIKE 'smoke-%@tenant-a.test'),
  (SELECT count(*) FROM public.profiles WHERE email = 'smoke-admin@tenant-b.test'),
  (SELECT count(*) FROM enterprise.organization_api_keys)), true);
-- Whoever only reads cannot make himself an administrator, change the organisation, or pass into another one.
DO $$
DECLARE
  said text := '';
  hit bigint;
BEGIN
  UPDATE enterprise.user_organization_roles m SET role_id = r.id
  FROM enterprise.organization_roles r
  WHERE m.user_id = auth.uid() AND r.organization_id = m.organization_id AND r.name = 'Admin'
    AND m.organization_id = current_setting('smoke.a')::uuid;
  GET DIAGNOSTICS hit = ROW_COUNT;
  said := said || hit;
  UPDATE enterprise.organizations SET display_name = 'taken over' WHERE id = current_setting('smoke.a')::uuid;
  GET DIAGNOSTICS hit = ROW_COUNT;
  said := said || hit;
  UPDATE public.profiles SET organization_id = current_setting('smoke.a')::uuid WHERE id = auth.uid();
  GET DIAGNOSTICS hit = ROW_COUNT;
  said := said || hit;
  BEGIN
    UPDATE public.profiles SET organization_id = current_setting('smoke.b')::uuid WHERE id = auth.uid();
    said := said || ' moved';
  EXCEPTION WHEN insufficient_privilege OR check_violation THEN
    said := said || ' refused';
  END;
  BEGIN
    INSERT INTO enterprise.user_organization_roles (user_id, organization_id, role_id)
    SELECT auth.uid(), r.organization_id, r.id FROM enterprise.organization_roles r LIMIT 1;
    said := said || ' inserted';
  EXCEPTION WHEN insufficient_privilege THEN
    said := said || ' refused';
  END;
  PERFORM set_config('smoke.member_does', said, true);
END
$$;

SELECT set_config('request.jwt.claims', '{"sub": "5b000000-0000-4000-8000-000000000001", "role": "authenticated"}', true);
DO $$
DECLARE
  said text := '';
  hit bigint;
BEGIN
  UPDATE enterprise.organizations SET display_name = 'renamed';
  GET DIAGNOSTICS hit = ROW_COUNT;
  said := said || hit;
  UPDATE metadata.repositories SET name = 'a';
  GET DIAGNOSTICS hit = ROW_COUNT;
  said := said || hit;
  DELETE FROM enterprise.teams;
  GET DIAGNOSTICS hit = ROW_COUNT;
  said := said || hit;
  BEGIN
    INSERT INTO metadata.repositories (organization_id, path, name) VALUES (current_setting('smoke.b')::uuid, '/smoke-2', 'b');
    said := said || ' inserted';
  EXCEPTION WHEN insufficient_privilege THEN
    said := said || ' refused';
  END;
  BEGIN
    UPDATE metadata.repositories SET organization_id = current_setting('smoke.b')::uuid;
    said := said || ' moved';
  EXCEPTION WHEN insufficient_privilege THEN
    said := said || ' refused';
  END;
  INSERT INTO metadata.repositories (organization_id, path, name) VALUES (current_setting('smoke.a')::uuid, '/smoke-2', 'a');
  GET DIAGNOSTICS hit = ROW_COUNT;
  said := said || ' ' || hit;
  DELETE FROM enterprise.organization_roles WHERE is_default;
  GET DIAGNOSTICS hit = ROW_COUNT;
  said := said || hit;
  DELETE FROM enterprise.user_organization_roles WHERE user_id = auth.uid();
  GET DIAGNOSTICS hit = ROW_COUNT;
  said := said || hit;
  PERFORM set_config('smoke.admin_does', said, true);
END
$$;

SELECT set_config('request.jwt.claims', '', true);
SELECT set_config('smoke.nobody_sees', concat_ws(' ',
  (SELECT count(*) FROM enterprise.organizations), (SELECT count(*) FROM public.profiles),
  (SELECT count(*) FROM metadata.repositories), (SELECT count(*) FROM enterprise.user_organization_roles)), true);
SET LOCAL ROLE anon;
DO $$
DECLARE
  relation text;
  said text := '';
BEGIN
  FOREACH relation IN ARRAY ARRAY['public.profiles', 'enterprise.organizations', 'metadata.repositories',
    'github_module.github_app_installations', 'public.user_api_keys']
  LOOP
    BEGIN
      EXECUTE 'SELECT FROM ' || relation || ' LIMIT 1';
      said := said || ' ' || relation;
    EXCEPTION WHEN insufficient_privilege THEN
      NULL;
    END;
  END LOOP;
  PERFORM set_config('smoke.anon_reaches', said, true);
END
$$;
RESET ROLE;
SELECT 'a member sees his two organisations, one repository and the profiles of his colleagues, and nothing of the other tenant: '
  || current_setting('smoke.member_sees'), current_setting('smoke.member_sees') = '2 1 0 0 2 0 0'
UNION ALL
SELECT 'a member chooses his organisation, and changes neither it, nor his role, nor his tenant: ' || current_setting('smoke.member_does'),
  current_setting('smoke.member_does') = '001 refused refused'
UNION ALL
SELECT 'an administrator changes his organisation and no other: ' || current_setting('smoke.admin_does'),
  current_setting('smoke.admin_does') = '110 refused refused 100'
UNION ALL
SELECT 'a session without a user sees nothing: ' || current_setting('smoke.nobody_sees'),
  current_setting('smoke.nobody_sees') = '0 0 0 0'
UNION ALL
SELECT 'anon reaches no table:' || current_setting('smoke.anon_reaches'), current_setting('smoke.anon_reaches') = ''
UNION ALL
SELECT 'the team of the other tenant is still there',
  EXISTS (SELECT FROM enterprise.teams t WHERE t.organization_id = current_setting('smoke.b')::uuid AND t.name = 'b');
