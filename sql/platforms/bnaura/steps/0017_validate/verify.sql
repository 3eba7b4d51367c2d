SELECT format('%s.%s is valid for the rows that were there before it', w.relation, w.name)
FROM (VALUES ('public.customers', 'customers_customer_code_present'),
             ('public.sales_commissions', 'sales_commissions_workflow_id_fkey'),
             ('public.workflow_states', 'workflow_states_clinic_customer_fkey')) AS w (relation, name)
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS k
    WHERE k.conrelid = pg_catalog.to_regclass(w.relation) AND k.conname = w.name AND k.convalidated)
