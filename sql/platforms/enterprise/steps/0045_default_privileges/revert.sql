ALTER DEFAULT PRIVILEGES FOR ROLE platform_owner GRANT EXECUTE ON FUNCTIONS TO PUBLIC;

-- The defaults that were found, from the record.
DO $$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT p.privilege_type, p.is_grantable, p.grantee
    FROM golive_undo.enterprise_default_privileges p
    ORDER BY p.grantee, p.privilege_type
  LOOP
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE platform_owner IN SCHEMA public GRANT %s ON TABLES TO %s%s',
      found.privilege_type, found.grantee, CASE WHEN found.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
  END LOOP;
END
$$;

DROP TABLE golive_undo.enterprise_default_privileges;
