-- Why: The old IDE extension goes on: it connects GitHub with a user and an installation, and knows nothing of organisations. The row
--   belongs to the organisation of its user; the users of another one neither see nor take it.
SET LOCAL ROLE supabase_auth_admin;
INSERT INTO auth.users (id, email) VALUES
  ('5d000000-0000-4000-8000-000000000001', 'smoke-first@installations.test'),
  ('5d000000-0000-4000-8000-000000000002', 'smoke-second@installations.test');
SET LOCAL ROLE authenticated;
SELECT set_config('request.jwt.claims', '{"sub": "5d000000-0000-4000-8000-000000000001", "role": "authenticated"}', true);
INSERT INTO github_module.github_app_installations (user_id, installation_id)
VALUES ('5d000000-0000-4000-8000-000000000001', 59000001);
SELECT set_config('smoke.own', (SELECT count(*)::text FROM github_module.github_app_installations), true);
SELECT set_config('smoke.a', (SELECT p.organization_id::text FROM public.profiles p), true);
SELECT set_config('request.jwt.claims', '{"sub": "5d000000-0000-4000-8000-000000000002", "role": "authenticated"}', true);
DO $$
DECLARE
  said text := '';
  hit bigint;
BEGIN
  DELETE FROM github_module.github_app_installations;
  GET DIAGNOSTICS hit = ROW_COUNT;
  said := said || hit;
  BEGIN
    INSERT INTO github_module.github_app_installations (user_id, installation_id, organization_id)
    VALUES ('5d000000-0000-4000-8000-000000000002', 59000002, current_setting('smoke.a')::uuid);
    said := said || ' inserted';
  EXCEPTION WHEN insufficient_privilege OR check_violation THEN
    said := said || ' refused';
  END;
  BEGIN
    INSERT INTO github_module.github_app_installations (user_id, installation_id)
    VALUES ('5d000000-0000-4000-8000-000000000001', 59000003);
    said := said || ' inserted';
  EXCEPTION WHEN insufficient_privilege OR check_violation THEN
    said := said || ' refused';
  END;
  PERFORM set_config('smoke.other', said, true);
END
$$;
RESET ROLE;
SELECT 'an old client connects GitHub and sees its installation', current_setting('smoke.own') = '1'
UNION ALL
SELECT 'it belongs to the organisation of its user', i.organization_id = current_setting('smoke.a')::uuid
FROM github_module.github_app_installations i WHERE i.installation_id = 59000001
UNION ALL
SELECT 'another tenant neither deletes it nor adds to it: ' || current_setting('smoke.other'),
  current_setting('smoke.other') = '0 refused refused';
