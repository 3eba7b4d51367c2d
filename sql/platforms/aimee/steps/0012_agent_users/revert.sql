UPDATE public.agent_workflows AS w
SET assigned_user_id = a.assigned_user_id
FROM golive_undo.assigned_users AS a
WHERE a.id = w.id;

DROP TABLE golive_undo.assigned_users;

UPDATE public.users AS u
SET user_type = a.user_type,
    is_active = a.is_active
FROM golive_undo.agent_users AS a
WHERE a.id = u.id;

DROP TABLE golive_undo.agent_users;
