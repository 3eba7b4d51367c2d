-- B14 [references] an event waits for somebody who is gone
-- names: whom a waiting event is for
UPDATE public.workflow_events SET target_users = array_append(target_users, '00000000-0000-4000-8000-00000000dead')
WHERE id = (SELECT id FROM public.workflow_events WHERE NOT processed ORDER BY id LIMIT 1);
