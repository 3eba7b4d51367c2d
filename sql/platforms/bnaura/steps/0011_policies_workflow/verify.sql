WITH wanted (relation, policy, command, bound) AS (
    VALUES ('public.workflow_states', 'workflow_states_select', 'r', 'app.my_clinics()'),
           ('public.workflow_states', 'workflow_states_insert', 'a', 'app.my_clinics()'),
           ('public.workflow_states', 'workflow_states_update', 'w', 'app.my_clinics()'),
           ('public.workflow_states', 'workflow_states_delete', 'd', 'app.my_managed_clinics()'),
           ('public.workflow_actions', 'workflow_actions_select', 'r', 'app.my_clinics()'),
           ('public.workflow_actions', 'workflow_actions_insert', 'a', 'app.my_clinics()'),
           ('public.workflow_events', 'workflow_events_select', 'r', 'app.my_clinics()'),
           ('public.workflow_events', 'workflow_events_insert', 'a', 'app.my_clinics()'),
           ('public.task_queue', 'task_queue_select', 'r', 'app.my_clinics()'),
           ('public.task_queue', 'task_queue_insert', 'a', 'app.my_clinics()'),
           ('public.task_queue', 'task_queue_update', 'w', 'app.my_clinics()'),
           ('public.task_queue', 'task_queue_delete', 'd', 'app.my_managed_clinics()')
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
SELECT 'golive_undo.bna_policies_workflow keeps the policies that were'
WHERE pg_catalog.to_regclass('golive_undo.bna_policies_workflow') IS NULL
