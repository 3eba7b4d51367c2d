-- The roles a Supabase project has, and the owner of the application's tables.
-- authenticator is the only login; it becomes one of the other three by SET ROLE.
CREATE ROLE anon NOLOGIN;
CREATE ROLE authenticated NOLOGIN;
CREATE ROLE service_role NOLOGIN BYPASSRLS;
CREATE ROLE authenticator LOGIN NOINHERIT;
GRANT anon, authenticated, service_role TO authenticator;
ALTER ROLE authenticator SET pgrst.db_schemas = 'public';
CREATE ROLE supabase_auth_admin NOLOGIN;
CREATE ROLE bnaura_owner NOLOGIN;
