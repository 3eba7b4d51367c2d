SELECT f.name || ' belongs to sam_owner, runs as its caller with a pinned search_path, and only service_role may run it'
FROM (VALUES ('kb_migration.legacy_rows()'), ('kb_migration.entry_fingerprint(text, text, uuid, text[], jsonb)'),
             ('kb_migration.import_legacy_data()'), ('public.rollback_legacy_import(boolean)')) AS f (name)
WHERE NOT EXISTS (
    SELECT FROM pg_proc p
    WHERE p.oid = to_regprocedure(f.name) AND p.proowner = to_regrole('sam_owner') AND NOT p.prosecdef
      AND p.proconfig = ARRAY['search_path=pg_catalog, pg_temp']
      AND (SELECT array_agg(e.grantee::regrole::text ORDER BY e.grantee::regrole::text) FROM aclexplode(p.proacl) AS e)
          = ARRAY['sam_owner', 'service_role'])
UNION ALL
SELECT v.name || ' belongs to sam_owner, reads with the rights of its reader, and only service_role may read it'
FROM (VALUES ('kb_migration.entry_homes'), ('kb_migration.legacy_homes')) AS v (name)
WHERE NOT EXISTS (
    SELECT FROM pg_class c
    WHERE c.oid = to_regclass(v.name) AND c.relkind = 'v' AND c.relowner = to_regrole('sam_owner')
      AND c.reloptions = ARRAY['security_invoker=true']
      AND (SELECT string_agg(e.grantee::regrole || ' ' || e.privilege_type, ', ') FROM aclexplode(c.relacl) AS e
           WHERE e.grantee <> c.relowner) = 'service_role SELECT')
ORDER BY 1
