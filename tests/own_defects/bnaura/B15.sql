-- B15 [references] a task is left with somebody who works in no clinic any more
-- names: who has an open task works in a clinic
SET session_replication_role = replica;
UPDATE public.task_queue SET assigned_to = (
    SELECT s.user_id FROM public.clinic_staff AS s WHERE NOT s.is_active ORDER BY s.user_id LIMIT 1)
WHERE id = (SELECT id FROM public.task_queue WHERE status = 'pending' ORDER BY id LIMIT 1);
RESET session_replication_role;
