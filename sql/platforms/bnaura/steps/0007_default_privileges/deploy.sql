-- Why: by Supabase's defaults each new table, sequence and function of the owner is open to anon and authenticated, row
--   security or not; the runbook adds objects and leaves that as it is. New objects are closed until they are granted.
-- Phase: schema
-- Locks: none that blocks
-- Requires: 0002_membership
-- Transaction: one
CREATE TABLE golive_undo.bna_default_privileges AS
SELECT n.nspname::text AS schema_name, d.defaclobjtype::text AS object_type, e.position,
       CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(e.grantee)) END AS grantee,
       e.privilege_type, e.is_grantable
FROM pg_default_acl AS d
LEFT JOIN pg_namespace AS n ON n.oid = d.defaclnamespace
CROSS JOIN LATERAL aclexplode(d.defaclacl) WITH ORDINALITY
    AS e (grantor, grantee, privilege_type, is_grantable, position)
WHERE d.defaclrole = 'bnaura_owner'::regrole AND (n.nspname = 'public' OR n.nspname IS NULL);
ALTER DEFAULT PRIVILEGES FOR ROLE bnaura_owner IN SCHEMA public REVOKE ALL ON TABLES FROM anon, authenticated;
ALTER DEFAULT PRIVILEGES FOR ROLE bnaura_owner IN SCHEMA public REVOKE ALL ON SEQUENCES FROM anon, authenticated;
ALTER DEFAULT PRIVILEGES FOR ROLE bnaura_owner IN SCHEMA public REVOKE ALL ON FUNCTIONS FROM anon, authenticated;
ALTER DEFAULT PRIVILEGES FOR ROLE bnaura_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
