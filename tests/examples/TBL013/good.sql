CREATE ROLE anon NOLOGIN;
CREATE SCHEMA auth;
CREATE SCHEMA kept;
CREATE TABLE auth.users (id uuid PRIMARY KEY, email text, encrypted_password text);
CREATE TABLE kept.products (id bigint PRIMARY KEY, name text, cost numeric);
-- part of a closed table, shown on purpose
CREATE VIEW public.catalogue AS SELECT id, name FROM kept.products;
GRANT SELECT ON public.catalogue TO anon;
CREATE VIEW public.me AS SELECT id, email FROM auth.users WHERE id::text = current_setting('app.user', true);
GRANT SELECT ON public.me TO anon;
CREATE VIEW public.as_caller WITH (security_invoker = true) AS SELECT id, email FROM auth.users;
GRANT SELECT ON public.as_caller TO anon;
CREATE VIEW public.staff AS SELECT id, email FROM auth.users;
