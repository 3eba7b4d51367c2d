CREATE OR REPLACE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('request.user', true), '')::uuid $$;
ALTER TABLE auth.users ALTER COLUMN email TYPE varchar(80);
ALTER TABLE auth.users DROP COLUMN phone;
DROP FUNCTION auth.trim();
