-- B13 [references] a treatment is given to a therapist of another clinic, under a valid foreign key
-- names: who treats in a workflow belongs to its clinic
SET session_replication_role = replica;
UPDATE public.workflow_states AS w SET assigned_beautician_id = (
    SELECT s.user_id FROM public.clinic_staff AS s JOIN public.users AS u ON u.id = s.user_id
    WHERE s.user_id NOT IN (SELECT o.user_id FROM public.clinic_staff AS o WHERE o.clinic_id = w.clinic_id)
    ORDER BY s.user_id LIMIT 1)
WHERE w.id = (SELECT id FROM public.workflow_states ORDER BY id LIMIT 1);
RESET session_replication_role;
