-- Keys of individual users, in the two forms the application writes (AES-256-GCM, iv of 16 bytes):
-- three columns of hex, key = API_KEY_ENCRYPTION_SECRET decoded from hex; or hex(iv):hex(tag):hex(ciphertext) in
-- one column, key = scrypt(ENCRYPTION_KEY, 'salt', 32). Keys and secrets are invented; those of this database are
-- API_KEY_ENCRYPTION_SECRET=028693c000b90bf9711caa331b3fe9408de6d237b38b3217cf3c4273b62777f2
-- ENCRYPTION_KEY=enterprise-baseline-encryption-key
INSERT INTO public.user_api_keys
  (id, user_id, provider, key_name, encrypted_key, encryption_iv, encryption_auth_tag, is_default, created_at)
VALUES
  ('00000000-0000-4000-9000-000000000001', '00000000-0000-4000-8000-000000000001', 'openai', 'Production', '108fe641145b04372ec0af450d192a209a509a347f75ad',
   '6b86b273ff34fce19d6b804eff5a3f57', 'cbe0a99caa69b2b12b2b7b628728d502', true, '2024-12-17 09:00:00+00'),
  ('00000000-0000-4000-9000-000000000002', '00000000-0000-4000-8000-000000000001', 'openai', 'Old production', '8920aae32e461ba18f42e42ee7420964090b233718cb04',
   'd4735e3a265e16eee03f59718b9b5d03', 'dbdf542627e5d6c7d48fb43b9d153dc4', true, '2024-12-18 09:00:00+00'),
  ('00000000-0000-4000-9000-000000000003', '00000000-0000-4000-8000-000000000001', 'anthropic', 'Reviews', '4e07408562bedb8b60ce05c1decfe3ad:444f73a01d7099c1c00866b67a718d12:71111903d7a51a8a4d55518d72ac0cef37cca88fa307d171fd6f',
   NULL, NULL, true, '2024-12-19 09:00:00+00'),
  ('00000000-0000-4000-9000-000000000004', '00000000-0000-4000-8000-000000000002', 'azure', 'Default', '4b227777d4dd1fc61c6f884f48641d02:26e6ca32ef4733eaad7bab5bb7aaf4ee:aef4f06e81477fe968cb2c588ae60f98fe201c5d1d44',
   NULL, NULL, true, '2024-12-20 09:00:00+00'),
  ('00000000-0000-4000-9000-000000000005', '00000000-0000-4000-8000-000000000003', 'openai', 'Trial', '7544ac818aef4bd48e1118062e56c7c1e06ac0f2e3e8fe',
   'ef2d127de37b942baad06145e54b0c61', 'cb86d5583d792df9940b46c219cafacb', false, '2024-12-21 09:00:00+00'),
  ('00000000-0000-4000-9000-000000000006', '00000000-0000-4000-8000-000000000005', 'openai', 'Support desk', '3d1a45d7795d07ad0b1f87d8b5a4235f0fbbea220faf77',
   'e7f6c011776e8db7cd330b54174fd76f', '6ad2373aae6c6be7aef2607a3c887e21', true, '2024-12-22 09:00:00+00'),
  ('00000000-0000-4000-9000-000000000007', '00000000-0000-4000-8000-000000000006', 'openai', 'Support desk', '7902699be42c8a8e46fbbb4501726517:d9df46cea45af81e0544e5a1b5fe6e65:8e00a6d02c36bc635486d8bc64b7b8203e40042fc17d05',
   NULL, NULL, true, '2024-12-23 09:00:00+00');
