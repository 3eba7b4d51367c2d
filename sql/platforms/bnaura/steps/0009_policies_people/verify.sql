WITH wanted (relation, policy, command, bound) AS (
    VALUES ('public.clinics', 'clinics_select', 'r', 'app.my_clinics()'),
           ('public.clinics', 'clinics_update', 'w', 'app.my_managed_clinics()'),
           ('public.users', 'users_select', 'r', 'app.my_clinics()'),
           ('public.users', 'users_update', 'w', 'auth.uid()'),
           ('public.clinic_staff', 'clinic_staff_select', 'r', 'app.my_clinics()'),
           ('public.clinic_staff', 'clinic_staff_insert', 'a', 'app.my_owned_clinics()'),
           ('public.clinic_staff', 'clinic_staff_update', 'w', 'app.my_owned_clinics()'),
           ('public.clinic_staff', 'clinic_staff_delete', 'd', 'app.my_owned_clinics()')
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
  AND f.policy <> 'clinic_staff_own_memberships'
UNION ALL
SELECT 'row security is on for ' || r.relation
FROM (SELECT DISTINCT w.relation FROM wanted AS w) AS r
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class AS c
                  WHERE c.oid = pg_catalog.to_regclass(r.relation) AND c.relrowsecurity)
UNION ALL
SELECT 'golive_undo.bna_policies_people keeps the policies that were'
WHERE pg_catalog.to_regclass('golive_undo.bna_policies_people') IS NULL
