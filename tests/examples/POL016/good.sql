CREATE ROLE anon NOLOGIN;
CREATE ROLE authenticated NOLOGIN;
CREATE SCHEMA auth;
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT current_setting('request.jwt.sub', true)::uuid $$;
CREATE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE AS $$ SELECT current_setting('request.jwt.role', true) $$;
CREATE SCHEMA storage;
GRANT USAGE ON SCHEMA auth, storage TO anon, authenticated;
CREATE FUNCTION storage.foldername(name text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT string_to_array(name, '/') $$;
CREATE TABLE storage.objects (id bigint PRIMARY KEY, bucket_id text, name text, owner_id text);
ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON storage.objects TO anon, authenticated;
CREATE POLICY own ON storage.objects TO authenticated USING (owner_id = (auth.uid())::text);
CREATE POLICY put ON storage.objects FOR INSERT TO authenticated
  WITH CHECK (bucket_id = 'files' AND (storage.foldername(name))[1] = (auth.uid())::text);
CREATE POLICY seen ON storage.objects FOR SELECT TO authenticated USING (bucket_id = 'files' AND owner_id = (auth.uid())::text);
CREATE POLICY nobody ON storage.objects TO anon USING (false);
