-- Why: An administrator builds a hierarchy of teams: no circle (of one, two or three teams, nor in one statement), no parent from another
--   organisation, no member from outside; updated_at moves; a team that goes leaves its children without a parent.
SET LOCAL ROLE supabase_auth_admin;
INSERT INTO auth.users (id, email) VALUES
  ('5c000000-0000-4000-8000-000000000001', 'smoke-admin@teams.test'),
  ('5c000000-0000-4000-8000-000000000002', 'smoke-stranger@teams.test');
SET LOCAL ROLE service_role;
SELECT set_config('smoke.a', (SELECT p.organization_id::text FROM public.profiles p WHERE p.id = '5c000000-0000-4000-8000-000000000001'), true);
INSERT INTO enterprise.teams (id, organization_id, name, display_name, team_type)
SELECT '5c000000-0000-4000-9000-000000000009', p.organization_id, 'elsewhere', 'Elsewhere', 'group'
FROM public.profiles p WHERE p.id = '5c000000-0000-4000-8000-000000000002';
SET LOCAL ROLE authenticated;
SELECT set_config('request.jwt.claims', '{"sub": "5c000000-0000-4000-8000-000000000001", "role": "authenticated"}', true);
INSERT INTO enterprise.teams (id, organization_id, parent_team_id, name, display_name, team_type) VALUES
  ('5c000000-0000-4000-9000-000000000001', current_setting('smoke.a')::uuid, NULL, 'one', 'One', 'division'),
  ('5c000000-0000-4000-9000-000000000002', current_setting('smoke.a')::uuid, '5c000000-0000-4000-9000-000000000001', 'two', 'Two', 'department'),
  ('5c000000-0000-4000-9000-000000000003', current_setting('smoke.a')::uuid, '5c000000-0000-4000-9000-000000000002', 'three', 'Three', 'group');
INSERT INTO enterprise.team_members (team_id, user_id)
VALUES ('5c000000-0000-4000-9000-000000000003', '5c000000-0000-4000-8000-000000000001');
DO $$
DECLARE
  attempt text;
  said text := '';
BEGIN
  FOREACH attempt IN ARRAY ARRAY[
    $q$UPDATE enterprise.teams SET parent_team_id = id WHERE name = 'one'$q$,
    $q$UPDATE enterprise.teams SET parent_team_id = '5c000000-0000-4000-9000-000000000002' WHERE name = 'one'$q$,
    $q$UPDATE enterprise.teams SET parent_team_id = '5c000000-0000-4000-9000-000000000003' WHERE name = 'one'$q$,
    $q$UPDATE enterprise.teams SET parent_team_id = CASE name WHEN 'one' THEN '5c000000-0000-4000-9000-000000000003'
       ELSE '5c000000-0000-4000-9000-000000000001' END::uuid WHERE name IN ('one', 'three')$q$,
    $q$UPDATE enterprise.teams SET parent_team_id = '5c000000-0000-4000-9000-000000000009' WHERE name = 'one'$q$,
    $q$INSERT INTO enterprise.team_members (team_id, user_id)
       VALUES ('5c000000-0000-4000-9000-000000000001', '5c000000-0000-4000-8000-000000000002')$q$,
    $q$INSERT INTO enterprise.team_members (team_id, user_id)
       VALUES ('5c000000-0000-4000-9000-000000000009', '5c000000-0000-4000-8000-000000000001')$q$]
  LOOP
    BEGIN
      EXECUTE attempt;
      said := said || ' done';
    EXCEPTION WHEN check_violation OR foreign_key_violation OR insufficient_privilege THEN
      said := said || ' refused';
    END;
  END LOOP;
  PERFORM set_config('smoke.attempts', said, true);
END
$$;
UPDATE enterprise.teams SET display_name = 'Renamed' WHERE name = 'one';
DELETE FROM enterprise.teams WHERE name = 'two';
RESET ROLE;
SELECT 'circles, a foreign parent and foreign members are refused, all seven:' || current_setting('smoke.attempts'),
  current_setting('smoke.attempts') = repeat(' refused', 7)
UNION ALL
SELECT 'a member of the organisation is a member of its team',
  EXISTS (SELECT FROM enterprise.team_members m WHERE m.team_id = '5c000000-0000-4000-9000-000000000003')
UNION ALL
SELECT 'updated_at moves', t.updated_at > t.created_at
FROM enterprise.teams t WHERE t.id = '5c000000-0000-4000-9000-000000000001'
UNION ALL
SELECT 'the team below a deleted one stays, in its organisation and without a parent',
  t.parent_team_id IS NULL AND t.organization_id = current_setting('smoke.a')::uuid
FROM enterprise.teams t WHERE t.id = '5c000000-0000-4000-9000-000000000003';
