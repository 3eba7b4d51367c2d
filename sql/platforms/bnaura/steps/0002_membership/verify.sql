WITH wanted (signature) AS (
    VALUES ('app.my_clinics()'), ('app.my_managed_clinics()'), ('app.my_owned_clinics()')
), found AS (
    SELECT w.signature, p.oid, p.provolatile = 's' AND p.prosecdef AS stable_definer, p.proconfig,
           pg_catalog.pg_get_userbyid(p.proowner) AS owner,
           (SELECT array_agg(g.grantee::regrole::text ORDER BY 1)
            FROM pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) AS g
            WHERE g.grantee <> p.proowner) AS others
    FROM wanted AS w LEFT JOIN pg_catalog.pg_proc AS p ON p.oid = pg_catalog.to_regprocedure(w.signature)
)
SELECT 'the schema golive_undo is there for what revert needs'
WHERE pg_catalog.to_regnamespace('golive_undo') IS NULL
UNION ALL
SELECT 'the schema app belongs to bnaura_owner, and of the roles of a request only authenticated may use it'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_namespace AS n
    WHERE n.nspname = 'app' AND n.nspowner = pg_catalog.to_regrole('bnaura_owner')
      AND pg_catalog.has_schema_privilege('authenticated', n.oid, 'USAGE')
      AND NOT pg_catalog.has_schema_privilege('authenticated', n.oid, 'CREATE')
      AND NOT pg_catalog.has_schema_privilege('anon', n.oid, 'USAGE'))
UNION ALL
SELECT f.signature || ' is a stable function of bnaura_owner that runs as its owner with a pinned search_path'
FROM found AS f
WHERE f.oid IS NULL OR NOT f.stable_definer OR f.owner <> 'bnaura_owner'
   OR f.proconfig IS DISTINCT FROM ARRAY['search_path=pg_catalog, pg_temp']
UNION ALL
SELECT 'only authenticated may run ' || f.signature
FROM found AS f
WHERE f.others IS DISTINCT FROM ARRAY['authenticated']
UNION ALL
SELECT 'the owner of clinic_staff sees the caller''s own memberships and nothing else'
WHERE (SELECT array_agg(pg_catalog.pg_get_expr(p.polqual, p.polrelid) ORDER BY 1)
       FROM pg_catalog.pg_policy AS p
       WHERE p.polrelid = pg_catalog.to_regclass('public.clinic_staff') AND p.polcmd = 'r' AND p.polpermissive
         AND p.polroles = ARRAY[pg_catalog.to_regrole('bnaura_owner')::oid])
      IS DISTINCT FROM ARRAY['(user_id = ( SELECT auth.uid() AS uid))']
