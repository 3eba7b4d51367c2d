-- Why: The end of "initially permissive for testing": until here the policies of the individual users stood, one of which shows every
--   profile to everybody. Now profiles and installations are the organisation's, row-level security holds for their owner too, and
--   anon has nothing left on them. What was there (policies, grants, flags) is recorded for the revert.
-- Phase: validation
-- Locks: ACCESS EXCLUSIVE on public.profiles and github_module.github_app_installations, for milliseconds
-- Requires: 0042_not_null
-- Transaction: one
-- Lock-Timeout: 200ms

CREATE TABLE golive_undo.enterprise_policies AS
SELECT p.schemaname, p.tablename, p.policyname, p.permissive, p.roles, p.cmd, p.qual, p.with_check
FROM pg_catalog.pg_policies p
WHERE (p.schemaname, p.tablename) IN (('public', 'profiles'), ('github_module', 'github_app_installations'));

CREATE TABLE golive_undo.enterprise_access AS
SELECT 'TABLE' AS kind, format('%I.%I', n.nspname, c.relname) AS name, c.relacl::text AS acl,
  pg_catalog.pg_get_userbyid(c.relowner)::text AS owner
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE (n.nspname, c.relname) IN (('public', 'profiles'), ('github_module', 'github_app_installations'))
UNION ALL
SELECT 'SCHEMA', format('%I', n.nspname), n.nspacl::text, pg_catalog.pg_get_userbyid(n.nspowner)::text
FROM pg_catalog.pg_namespace n WHERE n.nspname = 'github_module'
UNION ALL
SELECT 'FUNCTION', 'public.create_profile_for_new_user()', p.proacl::text, pg_catalog.pg_get_userbyid(p.proowner)::text
FROM pg_catalog.pg_proc p WHERE p.oid = 'public.create_profile_for_new_user()'::regprocedure;

DROP POLICY "Public profiles are viewable by everyone." ON public.profiles;
DROP POLICY "Users can insert their own profile." ON public.profiles;
DROP POLICY "Users can update own profile." ON public.profiles;
DROP POLICY "Users manage their own installations." ON github_module.github_app_installations;

CREATE POLICY members_read ON public.profiles FOR SELECT TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_organizations()));
CREATE POLICY own_update ON public.profiles FOR UPDATE TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_organizations()) AND id = (SELECT auth.uid()))
  WITH CHECK (organization_id IN (SELECT enterprise_private.my_organizations()) AND id = (SELECT auth.uid()));
CREATE POLICY sign_up_inserts ON public.profiles FOR INSERT TO platform_owner
  WITH CHECK (id = enterprise_private.provisioned_user());
CREATE POLICY departure_reads ON public.profiles FOR SELECT TO platform_owner
  USING (id = enterprise_private.provisioned_user());
CREATE POLICY departure_updates ON public.profiles FOR UPDATE TO platform_owner
  USING (id = enterprise_private.provisioned_user())
  WITH CHECK (id = enterprise_private.provisioned_user());

CREATE POLICY members_read ON github_module.github_app_installations FOR SELECT TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_organizations()));
CREATE POLICY own_insert ON github_module.github_app_installations FOR INSERT TO authenticated
  WITH CHECK (organization_id IN (SELECT enterprise_private.my_organizations()) AND user_id = (SELECT auth.uid()));
CREATE POLICY own_delete ON github_module.github_app_installations FOR DELETE TO authenticated
  USING (organization_id IN (SELECT enterprise_private.my_organizations())
    AND (user_id = (SELECT auth.uid())
      OR organization_id IN (SELECT enterprise_private.my_administered_organizations())));

ALTER TABLE public.profiles FORCE ROW LEVEL SECURITY;
ALTER TABLE github_module.github_app_installations FORCE ROW LEVEL SECURITY;

REVOKE ALL ON public.profiles, github_module.github_app_installations FROM anon, authenticated, service_role;
GRANT SELECT, UPDATE (organization_id) ON public.profiles TO authenticated;
GRANT SELECT, INSERT, DELETE ON github_module.github_app_installations TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.profiles, github_module.github_app_installations TO service_role;
REVOKE USAGE ON SCHEMA github_module FROM anon;
REVOKE ALL ON FUNCTION public.create_profile_for_new_user() FROM PUBLIC;
