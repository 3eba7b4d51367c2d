-- Why: A Supabase project gives every new table of schema public to anon, and every new function to everybody: the next table would be
--   open the moment it is made. From here on a new object belongs to nobody until a grant says otherwise.
-- Phase: validation
-- Locks: none that blocks
-- Requires: nothing
-- Transaction: one

CREATE TABLE golive_undo.enterprise_default_privileges AS
SELECT x.privilege_type, x.is_grantable, x.grantee::regrole::text AS grantee
FROM pg_catalog.pg_default_acl d, LATERAL pg_catalog.aclexplode(d.defaclacl) AS x
WHERE d.defaclrole = 'platform_owner'::regrole AND d.defaclnamespace = 'public'::regnamespace AND d.defaclobjtype = 'r'
  AND x.grantee IN ('anon'::regrole, 'authenticated'::regrole, 'service_role'::regrole);

ALTER DEFAULT PRIVILEGES FOR ROLE platform_owner IN SCHEMA public
  REVOKE ALL ON TABLES FROM anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE platform_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
