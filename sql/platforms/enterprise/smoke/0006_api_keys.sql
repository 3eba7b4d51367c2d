-- Why: A key of an organisation is written sealed, in one of the two forms, or not at all; its administrator manages it by name and
--   never reads the sealed text.
SET LOCAL ROLE supabase_auth_admin;
INSERT INTO auth.users (id, email) VALUES ('5f000000-0000-4000-8000-000000000001', 'smoke-admin@keys.test');
SET LOCAL ROLE service_role;
SELECT set_config('smoke.a', (SELECT p.organization_id::text FROM public.profiles p WHERE p.id = '5f000000-0000-4000-8000-000000000001'), true);
INSERT INTO enterprise.organization_api_keys
  (organization_id, provider, encrypted_key, encryption_iv, encryption_auth_tag, key_name, is_default) VALUES
  (current_setting('smoke.a')::uuid, 'openai', repeat('0c', 20), repeat('0a', 16), repeat('0b', 16), 'three columns', true),
  (current_setting('smoke.a')::uuid, 'openai', repeat('0a', 16) || ':' || repeat('0b', 16) || ':' || repeat('0c', 20), NULL, NULL, 'one text', false);
DO $$
DECLARE
  attempt text;
  said text := '';
BEGIN
  FOREACH attempt IN ARRAY ARRAY[
    $q$'sk-smoke-plain-text', NULL, NULL, false$q$,
    $q$'sk-smoke-plain-text', repeat('0a', 16), repeat('0b', 16), false$q$,
    $q$repeat('0c', 20), repeat('0a', 16), NULL, false$q$,
    $q$repeat('0c', 20), NULL, NULL, false$q$,
    $q$repeat('0c', 20), repeat('0a', 16), repeat('0b', 16), true$q$]
  LOOP
    BEGIN
      EXECUTE 'INSERT INTO enterprise.organization_api_keys
        (organization_id, provider, key_name, encrypted_key, encryption_iv, encryption_auth_tag, is_default)
        SELECT current_setting(''smoke.a'')::uuid, ''openai'', ''smoke'', ' || attempt;
      said := said || ' done';
    EXCEPTION WHEN check_violation OR unique_violation THEN
      said := said || ' refused';
    END;
  END LOOP;
  PERFORM set_config('smoke.attempts', said, true);
END
$$;
SET LOCAL ROLE authenticated;
SELECT set_config('request.jwt.claims', '{"sub": "5f000000-0000-4000-8000-000000000001", "role": "authenticated"}', true);
DO $$
DECLARE
  said text;
BEGIN
  SELECT count(k.key_name) INTO said FROM enterprise.organization_api_keys k;
  BEGIN
    PERFORM k.encrypted_key FROM enterprise.organization_api_keys k;
    said := said || ' read';
  EXCEPTION WHEN insufficient_privilege THEN
    said := said || ' refused';
  END;
  UPDATE enterprise.organization_api_keys SET status = 'revoked' WHERE key_name = 'one text';
  DELETE FROM enterprise.organization_api_keys WHERE key_name = 'three columns';
  PERFORM set_config('smoke.admin', said, true);
END
$$;
RESET ROLE;
SELECT 'plain text, half a seal and a second default are refused, all five:' || current_setting('smoke.attempts'),
  current_setting('smoke.attempts') = repeat(' refused', 5)
UNION ALL
SELECT 'an administrator lists the keys and cannot read them: ' || current_setting('smoke.admin'),
  current_setting('smoke.admin') = '2 refused'
UNION ALL
SELECT 'he revokes one and deletes the other', count(*) = 1 AND bool_and(k.status = 'revoked')
FROM enterprise.organization_api_keys k WHERE k.organization_id = current_setting('smoke.a')::uuid;
