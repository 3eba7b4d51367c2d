SELECT format('%s is a valid %sindex on %s', w.name, CASE WHEN w.is_unique THEN 'unique ' ELSE '' END, w.columns)
FROM (VALUES
    ('public.idx_sales_commissions_workflow_id', 'public.sales_commissions', '{workflow_id}'::text[], false),
    ('public.idx_sales_commissions_customer_id', 'public.sales_commissions', '{customer_id}', false),
    ('public.idx_clinics_owner_user_id', 'public.clinics', '{owner_user_id}', false),
    ('public.idx_task_queue_workflow_id', 'public.task_queue', '{workflow_id}', false),
    ('public.idx_workflow_actions_performed_by', 'public.workflow_actions', '{performed_by}', false),
    ('public.idx_workflow_states_assigned_beautician_id', 'public.workflow_states', '{assigned_beautician_id}', false),
    ('public.idx_workflow_states_clinic_customer', 'public.workflow_states', '{clinic_id,customer_id}', false),
    ('public.customers_clinic_id_id_key', 'public.customers', '{clinic_id,id}', true)
) AS w (name, relation, columns, is_unique)
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_index AS i
    WHERE i.indexrelid = pg_catalog.to_regclass(w.name) AND i.indrelid = pg_catalog.to_regclass(w.relation)
      AND i.indisvalid AND i.indisready AND i.indpred IS NULL AND i.indisunique = w.is_unique
      AND (SELECT array_agg(a.attname::text ORDER BY k.position)
           FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, position)
           JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum) = w.columns)
ORDER BY w.name
