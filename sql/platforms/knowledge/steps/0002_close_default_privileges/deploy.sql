-- Why: by the defaults of the platform every new table, sequence and function of its owner is open to anon and
--   authenticated; the runbook adds objects and leaves that as it is. New objects are closed until granted.
-- Phase: schema
-- Locks: none that blocks
-- Requires: 0001_record_untouched
-- Transaction: one
CREATE TABLE golive_undo.kb_default_acl AS
SELECT n.nspname::text AS schema_name, d.defaclobjtype::text AS object_type, a.grantee, a.privilege_type, a.is_grantable,
       a.position
FROM pg_default_acl d
LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
CROSS JOIN LATERAL (
    SELECT CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(e.grantee)) END AS grantee,
           e.privilege_type, e.is_grantable, e.position
    FROM aclexplode(d.defaclacl) WITH ORDINALITY AS e (grantor, grantee, privilege_type, is_grantable, position)
) a
WHERE d.defaclrole = 'sam_owner'::regrole AND (n.nspname = 'public' OR n.nspname IS NULL);

ALTER DEFAULT PRIVILEGES FOR ROLE sam_owner IN SCHEMA public REVOKE ALL ON TABLES FROM anon, authenticated;

ALTER DEFAULT PRIVILEGES FOR ROLE sam_owner IN SCHEMA public REVOKE ALL ON SEQUENCES FROM anon, authenticated;

ALTER DEFAULT PRIVILEGES FOR ROLE sam_owner IN SCHEMA public REVOKE ALL ON FUNCTIONS FROM anon, authenticated;

ALTER DEFAULT PRIVILEGES FOR ROLE sam_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
