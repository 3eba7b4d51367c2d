-- Why: who sells or treats looks at the cases that wait for him
-- Identity: staff
-- Weight: 3
-- Release: both
SELECT id, clinic_id, customer_id, current_stage, updated_at
FROM public.workflow_states
ORDER BY updated_at DESC
LIMIT 20;
