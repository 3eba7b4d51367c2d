SELECT format('row security is on and forced on %s', w.relation)
FROM (VALUES ('public.clinic_staff'), ('public.clinics'), ('public.customers'), ('public.sales_commissions'),
    ('public.task_queue'), ('public.users'), ('public.workflow_actions'), ('public.workflow_events'),
    ('public.workflow_states')) AS w (relation)
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_class AS c
    WHERE c.oid = pg_catalog.to_regclass(w.relation) AND c.relrowsecurity AND c.relforcerowsecurity)
