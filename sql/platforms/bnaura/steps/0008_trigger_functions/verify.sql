SELECT w.signature || ' has a pinned search_path and runs as its caller'
FROM (VALUES ('auth.get_clinic_id()'), ('auth.get_role()'), ('public.auto_assign_task()'),
    ('public.handle_updated_at()'), ('public.update_workflow_states_updated_at()')) AS w (signature)
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_proc AS p
    WHERE p.oid = pg_catalog.to_regprocedure(w.signature) AND NOT p.prosecdef
      AND p.proconfig = ARRAY['search_path=pg_catalog, pg_temp'])
UNION ALL
SELECT 'public.auto_assign_task() gives the task of a lead without sales staff to whoever moved it'
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_proc AS p
    WHERE p.oid = pg_catalog.to_regprocedure('public.auto_assign_task()')
      AND p.prosrc LIKE '%coalesce(NEW.assigned\_sales\_id, auth.uid())%'
      AND p.prosrc LIKE '%INSERT INTO public.task\_queue%')
UNION ALL
SELECT format('public.workflow_states.workflow_state_changed calls %s in every ordinary session', 'auto_assign_task()')
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_trigger AS t
    WHERE t.tgrelid = pg_catalog.to_regclass('public.workflow_states') AND t.tgname = 'workflow_state_changed'
      AND t.tgfoid = pg_catalog.to_regprocedure('public.auto_assign_task()') AND t.tgenabled = 'O')
UNION ALL
SELECT 'golive_undo.bna_functions keeps the definitions'
WHERE pg_catalog.to_regclass('golive_undo.bna_functions') IS NULL
