WITH gone AS (
    DELETE FROM golive_undo.assigned_users AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id
    RETURNING u.id, u.assigned_user_id
)
UPDATE public.agent_workflows AS w
SET assigned_user_id = g.assigned_user_id
FROM gone AS g
WHERE g.id = w.id;

WITH gone AS (
    DELETE FROM golive_undo.agent_users AS u
    USING pg_temp.golive_batch AS b, public.users AS a
    WHERE a.id = u.id AND a.username = 'agent-workflow-' || b.id
    RETURNING u.id, u.user_type, u.is_active
)
UPDATE public.users AS u
SET user_type = g.user_type,
    is_active = g.is_active
FROM gone AS g
WHERE g.id = u.id;

DROP TABLE golive_undo.assigned_users;

DROP TABLE golive_undo.agent_users;
