WITH wanted (relation, policy, command, bound) AS (
    VALUES ('public.customers', 'customers_select', 'r', 'app.my_clinics()'),
           ('public.customers', 'customers_insert', 'a', 'app.my_clinics()'),
           ('public.customers', 'customers_update', 'w', 'app.my_clinics()'),
           ('public.customers', 'customers_delete', 'd', 'app.my_managed_clinics()'),
           ('public.sales_commissions', 'sales_commissions_select', 'r', 'app.my_clinics()'),
           ('public.sales_commissions', 'sales_commissions_insert', 'a', 'app.my_managed_clinics()'),
           ('public.sales_commissions', 'sales_commissions_update', 'w', 'app.my_managed_clinics()'),
           ('public.sales_commissions', 'sales_commissions_delete', 'd', 'app.my_managed_clinics()')
), found AS (
    SELECT p.polrelid AS relation, p.polname::text AS policy, p.polcmd::text AS command, p.polpermissive AS permissive,
           (SELECT array_agg(coalesce(pg_catalog.pg_get_userbyid(nullif(r.oid, 0))::text, 'PUBLIC') ORDER BY 1)
            FROM pg_catalog.unnest(p.polroles) AS r (oid)) AS roles,
           pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS using_text,
           pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) AS check_text
    FROM pg_catalog.pg_policy AS p
    WHERE p.polrelid IN (SELECT pg_catalog.to_regclass(w.relation) FROM wanted AS w)
)
SELECT format('%s has the policy %s for the command %s, for authenticated alone, bound by %s',
              w.relation, w.policy, w.command, w.bound)
FROM wanted AS w
WHERE NOT EXISTS (
    SELECT FROM found AS f
    WHERE f.relation = pg_catalog.to_regclass(w.relation) AND f.policy = w.policy AND f.command = w.command
      AND f.permissive AND f.roles = ARRAY['authenticated']
      AND (w.command = 'a' OR strpos(f.using_text, w.bound) > 0)
      AND (w.command IN ('r', 'd') OR strpos(f.check_text, w.bound) > 0))
UNION ALL
SELECT format('%s has no policy but those of the platform: not %I', f.relation::regclass, f.policy)
FROM found AS f
WHERE NOT EXISTS (SELECT FROM wanted AS w WHERE pg_catalog.to_regclass(w.relation) = f.relation AND w.policy = f.policy)
UNION ALL
SELECT 'row security is on for ' || r.relation
FROM (SELECT DISTINCT w.relation FROM wanted AS w) AS r
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class AS c
                  WHERE c.oid = pg_catalog.to_regclass(r.relation) AND c.relrowsecurity)
UNION ALL
SELECT 'golive_undo.bna_policies_customers keeps the policies that were'
WHERE pg_catalog.to_regclass('golive_undo.bna_policies_customers') IS NULL
UNION ALL
SELECT 'a trigger keeps each commission in one clinic: before INSERT and before UPDATE of staff, customer or workflow'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_trigger AS t
    WHERE t.tgrelid = pg_catalog.to_regclass('public.sales_commissions') AND t.tgname = 'commission_stays_in_clinic'
      AND t.tgfoid = pg_catalog.to_regprocedure('app.commission_stays_in_clinic()')
      AND t.tgenabled = 'O' AND t.tgqual IS NULL
      -- bits of tgtype: 1 row, 2 before, 4 insert, 16 update
      AND t.tgtype = 1 + 2 + 4 + 16
      AND (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_catalog.pg_attribute AS a
           WHERE a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr::int2[]))
          = ARRAY['customer_id', 'sales_staff_id', 'workflow_id'])
UNION ALL
SELECT 'app.commission_stays_in_clinic() is bnaura_owner''s, runs as its caller, with a pinned search_path, for nobody else'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_proc AS p
    WHERE p.oid = pg_catalog.to_regprocedure('app.commission_stays_in_clinic()')
      AND p.proowner = pg_catalog.to_regrole('bnaura_owner') AND NOT p.prosecdef
      AND p.proconfig = ARRAY['search_path=pg_catalog, pg_temp'] AND p.proacl IS NOT NULL
      AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(p.proacl) AS g WHERE g.grantee <> p.proowner))
