DROP POLICY own_delete ON github_module.github_app_installations;
DROP POLICY own_insert ON github_module.github_app_installations;
DROP POLICY members_read ON github_module.github_app_installations;
DROP POLICY departure_updates ON public.profiles;
DROP POLICY departure_reads ON public.profiles;
DROP POLICY sign_up_inserts ON public.profiles;
DROP POLICY own_update ON public.profiles;
DROP POLICY members_read ON public.profiles;
ALTER TABLE github_module.github_app_installations NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.profiles NO FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.profiles, github_module.github_app_installations FROM authenticated, service_role;
-- All of the schema too: a grant that comes back alone would stand in another order than it was found in.
REVOKE ALL ON SCHEMA github_module FROM authenticated, service_role;

-- The policies and grants that were found, from the record.
DO $$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT p.*, (SELECT string_agg(CASE r WHEN 'public' THEN 'PUBLIC' ELSE quote_ident(r) END, ', ') FROM unnest(p.roles) AS r) AS names
    FROM golive_undo.enterprise_policies p
    ORDER BY p.schemaname, p.tablename, p.policyname
  LOOP
    EXECUTE format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s', found.policyname, found.schemaname, found.tablename,
      found.permissive, found.cmd, found.names)
      || coalesce(' USING (' || found.qual || ')', '') || coalesce(' WITH CHECK (' || found.with_check || ')', '');
  END LOOP;
  FOR found IN
    SELECT a.kind, a.name, x.privilege_type, x.is_grantable, x.place,
      CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END AS grantee
    FROM golive_undo.enterprise_access a,
      LATERAL (SELECT * FROM aclexplode(coalesce(a.acl::aclitem[],
        acldefault((CASE a.kind WHEN 'FUNCTION' THEN 'f' WHEN 'SCHEMA' THEN 'n' ELSE 'r' END)::"char", a.owner::regrole)))
        WITH ORDINALITY AS e (grantor, grantee, privilege_type, is_grantable, place)) AS x
    WHERE x.grantee <> a.owner::regrole
    ORDER BY a.kind, a.name, x.place
  LOOP
    EXECUTE format('GRANT %s ON %s %s TO %s%s', found.privilege_type, found.kind, found.name, found.grantee,
      CASE WHEN found.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
  END LOOP;
END
$$;

DROP TABLE golive_undo.enterprise_access;
DROP TABLE golive_undo.enterprise_policies;
