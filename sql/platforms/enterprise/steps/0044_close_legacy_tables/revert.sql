ALTER TABLE metadata.local_objects NO FORCE ROW LEVEL SECURITY;
ALTER TABLE metadata.local_repositories NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.user_api_keys NO FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.user_api_keys, metadata.local_repositories, metadata.local_objects FROM service_role;

-- The grants that were found, from the record.
DO $$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT a.name, x.privilege_type, x.is_grantable,
      CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END AS grantee
    FROM golive_undo.enterprise_legacy_access a,
      LATERAL aclexplode(a.acl::aclitem[]) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, place)
    WHERE x.grantee <> a.owner::regrole
    ORDER BY a.name, x.place
  LOOP
    EXECUTE format('GRANT %s ON %s TO %s%s', found.privilege_type, found.name, found.grantee,
      CASE WHEN found.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
  END LOOP;
END
$$;

DROP TABLE golive_undo.enterprise_legacy_access;
