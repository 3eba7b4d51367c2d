-- B10 [leftovers] a tester can log in
-- names: auth.users
UPDATE auth.users SET email = 'e2e@mailinator.com' WHERE id = (SELECT id FROM auth.users ORDER BY id LIMIT 1);
