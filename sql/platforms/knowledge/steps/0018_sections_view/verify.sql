SELECT 'public.vw_workspace_sections belongs to sam_owner and reads with the rights of its reader: members and the service'
WHERE NOT EXISTS (
    SELECT FROM pg_class c
    WHERE c.oid = to_regclass('public.vw_workspace_sections') AND c.relkind = 'v' AND c.relowner = to_regrole('sam_owner')
      AND c.reloptions = ARRAY['security_invoker=true']
      AND (SELECT string_agg(e.grantee::regrole || ' ' || e.privilege_type, ', ' ORDER BY e.grantee::regrole::text)
           FROM aclexplode(c.relacl) AS e WHERE e.grantee <> c.relowner) = 'authenticated SELECT, service_role SELECT')
